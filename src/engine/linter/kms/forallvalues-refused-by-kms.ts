import { renamedOperator } from "../conditions/set-operator-fix.ts";
import { allowRole, keyPolicy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";

const limited = (operator: string) =>
  keyPolicy(
    allowRole("kms:Decrypt", {
      Condition: { [operator]: { "kms:EncryptionContext:aws:ebs:id": "vol-*" } },
    }),
  );

/** KMS refuses `ForAllValues` on single pairs and tags. */
export const forallvaluesRefusedByKms: Rule = {
  id: "forallvalues-refused-by-kms",
  severity: "error",
  kinds: keyOnly,
  docs: {
    what: "A key policy has ForAllValues on `kms:EncryptionContext:…` or `aws:RequestTag/…`.",
    why: "KMS refuses the document (OverlyPermissiveCondition): a request without the key would pass.",
    failing: limited("ForAllValues:StringLike"),
    passing: limited("StringLike"),
    source: "KMS Developer Guide, Condition keys for AWS KMS (set operators)",
  },
  *check({ statements }) {
    for (const test of statements.flatMap(({ tests }) => tests)) {
      const { operator, key } = test;
      if (operator.set !== "ForAllValues") continue;
      if (!key.startsWith("kms:encryptioncontext:") && !key.startsWith("aws:requesttag/")) continue;
      yield {
        at: test.operatorAt,
        message: `KMS refuses ForAllValues on \`${test.keyText}\` (OverlyPermissiveCondition)`,
        fix: renamedOperator(test, operator.text.slice("ForAllValues:".length)),
      };
    }
  },
};
