import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** An element beside its opposite. */
export const exclusiveElements: Rule = {
  id: "exclusive-elements",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "One statement has an element and its opposite: Action with NotAction, Resource with NotResource, Principal with NotPrincipal.",
    why: "AWS refuses the document: keep one of the two.",
    failing: policy(allow("kms:DescribeKey", { NotResource: "*" })),
    passing: policy(allow("kms:DescribeKey")),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Unsupported element combination)",
  },
  *check({ statements }) {
    for (const { members } of statements)
      for (const name of ["Action", "Resource", "Principal"]) {
        const opposite = members.get(`Not${name}`);
        if (members.has(name) && opposite)
          yield {
            at: opposite.at,
            message: `AWS refuses a statement with both ${name} and Not${name}: keep one`,
          };
      }
  },
};
