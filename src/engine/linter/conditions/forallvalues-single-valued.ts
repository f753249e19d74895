import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import { renamedOperator } from "./set-operator-fix.ts";

/** `ForAllValues` on a key with one value: true when the key is missing. */
export const forallvaluesSingleValued: Rule = {
  id: "forallvalues-single-valued",
  severity: "security",
  kinds: everyKind,
  docs: {
    what: "`ForAllValues` stands before the operator of a key that has one value.",
    why: "`ForAllValues` is true for a request without the key: the condition then limits nothing.",
    failing: policy(
      allow("kms:Decrypt", {
        Condition: {
          "ForAllValues:StringEquals": { "kms:ViaService": "ec2.us-east-1.amazonaws.com" },
        },
      }),
    ),
    passing: policy(
      allow("kms:CreateGrant", {
        Condition: { "ForAllValues:StringEquals": { "kms:GrantOperations": "Decrypt" } },
      }),
    ),
    source:
      "IAM User Guide, Access Analyzer policy check reference (ForAllValues with single valued key); KMS Developer Guide, Condition keys for AWS KMS",
  },
  *check({ statements, services }) {
    for (const test of statements.flatMap(({ tests }) => tests)) {
      const { operator, keyText } = test;
      if (operator.set !== "ForAllValues" || !operator.family) continue;
      if (services.conditionKey(test.key)?.list !== false) continue;
      yield {
        at: test.operatorAt,
        message: `a request without \`${keyText}\` passes: ForAllValues is true when the key is missing`,
        fix: renamedOperator(test, operator.text.slice("ForAllValues:".length)),
      };
    }
  },
};
