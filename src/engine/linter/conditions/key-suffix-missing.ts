import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** A condition key that wants a name after it. */
export const keySuffixMissing: Rule = {
  id: "key-suffix-missing",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "A tag key has no `/name`, or `kms:EncryptionContext` has no `:name`.",
    why: "No request has the bare key: the condition never matches.",
    failing: policy(
      allow("kms:Decrypt", { Condition: { StringEquals: { "aws:ResourceTag": "forensics" } } }),
    ),
    passing: policy(
      allow("kms:Decrypt", { Condition: { StringEquals: { "aws:ResourceTag/use": "forensics" } } }),
    ),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Missing tag key in condition); KMS Developer Guide, Condition keys for AWS KMS",
  },
  *check({ statements }) {
    for (const { key, keyText, keyAt } of statements.flatMap(({ tests }) => tests))
      if (lacksSuffix(key))
        yield {
          at: keyAt,
          message: `no request has the bare \`${keyText}\`: add ${key.startsWith("kms:") ? "`:` and the name of the pair" : "`/` and the name of the tag"}`,
        };
  },
};

const beginnings = [
  "aws:resourcetag/",
  "aws:requesttag/",
  "aws:principaltag/",
  "kms:encryptioncontext:",
];

/** Whether a key (lower case) is only the beginning of one. */
export function lacksSuffix(key: string): boolean {
  return beginnings.some((beginning) => key === beginning || key === beginning.slice(0, -1));
}
