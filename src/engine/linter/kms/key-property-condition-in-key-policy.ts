import { isOneOf } from "../document/view.ts";
import { allowRole, keyPolicy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";

const limited = (key: string) =>
  keyPolicy(
    allowRole("kms:Decrypt", { Condition: { StringEquals: { [key]: "alias/forensics" } } }),
  );

/** A key policy may not ask for the key's own tags and aliases. */
export const keyPropertyConditionInKeyPolicy: Rule = {
  id: "key-property-condition-in-key-policy",
  severity: "error",
  kinds: keyOnly,
  docs: {
    what: "A key policy has a condition on `kms:ResourceAliases`, `aws:ResourceTag/…` or `kms:ResourceTag`.",
    why: "KMS refuses the document: these keys are for identity policies. In a key policy `kms:RequestAlias` is taken.",
    failing: limited("aws:ResourceTag/alias"),
    passing: limited("kms:RequestAlias"),
    source: "KMS Developer Guide, kms:ResourceAliases; Using tags to control access to KMS keys",
  },
  *check({ statements }) {
    for (const { key, keyText, keyAt } of statements.flatMap(({ tests }) => tests))
      if (isOneOf(key, refused))
        yield {
          at: keyAt,
          message: `KMS refuses a key policy with \`${keyText}\`: that key is for identity policies`,
        };
  },
};

const refused = ["kms:resourcealiases", "aws:resourcetag/", "kms:resourcetag", "kms:resourcetag/"];
