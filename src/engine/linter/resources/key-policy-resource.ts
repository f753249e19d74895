import { placeOf } from "../document/view.ts";
import { allowRole, keyArn, keyPolicy } from "../examples.ts";
import { removal } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";

/** In a key policy the resource is this key: `*`. */
export const keyPolicyResource: Rule = {
  id: "key-policy-resource",
  severity: "error",
  kinds: keyOnly,
  docs: {
    what: "The Resource of a key policy is not `*`, or there is NotResource.",
    why: "KMS refuses the document. `*` means this key here, never more.",
    failing: keyPolicy(allowRole("kms:DescribeKey", { Resource: keyArn })),
    passing: keyPolicy(allowRole("kms:DescribeKey", { Resource: ["*"] })),
    source: "KMS Developer Guide, Creating a key policy",
  },
  *check({ statements }) {
    for (const { resources, members } of statements) {
      const wrong = resources.filter(({ text }) => text !== "*");
      const value = members.get("Resource")?.value;
      for (const { text, ...at } of wrong)
        yield {
          at: { start: at.start, end: at.end },
          message: `KMS refuses \`${text}\` here: \`*\` means this key, and nothing else is taken`,
          fix: value && {
            label: "write `*`: this key",
            edits: [{ ...placeOf(value), text: '"*"' }],
          },
        };
      const opposite = members.get("NotResource");
      if (opposite)
        yield {
          at: opposite.at,
          message: "KMS refuses NotResource in a key policy: write Resource `*`, this key",
          fix: members.has("Resource")
            ? removal(opposite.property, "remove `NotResource`")
            : {
                label: 'write `"Resource": "*"`',
                edits: [{ ...placeOf(opposite.property), text: '"Resource": "*"' }],
              },
        };
    }
  },
};
