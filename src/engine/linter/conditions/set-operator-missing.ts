import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import { renamedOperator } from "./set-operator-fix.ts";

/** A key with several values wants to be told whether all or any of them count. */
export const setOperatorMissing: Rule = {
  id: "set-operator-missing",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "A key that may have several values stands under an operator without `ForAnyValue` or `ForAllValues`.",
    why: "AWS says nothing of how it compares a list without a set operator; the condition does not do what it says.",
    failing: policy(
      allow("kms:Decrypt", { Condition: { StringEquals: { "kms:ResourceAliases": "alias/x" } } }),
    ),
    passing: policy(
      allow("kms:Decrypt", {
        Condition: {
          "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/x" },
          Null: { "kms:ResourceAliases": "false" },
        },
      }),
    ),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Missing qualifier); KMS Developer Guide, kms:ResourceAliases",
  },
  *check({ statements, services }) {
    for (const test of statements.flatMap(({ tests }) => tests)) {
      const { operator } = test;
      if (operator.set || !operator.family || operator.family === "Null") continue;
      if (!services.conditionKey(test.key)?.list) continue;
      yield {
        at: test.operatorAt,
        message: `\`${test.keyText}\` may have several values: say ForAnyValue or ForAllValues, or the condition does not work as meant`,
        fix: operator.isNegated ? undefined : renamedOperator(test, `ForAnyValue:${operator.text}`),
      };
    }
  },
};
