import { renamedOperator } from "../conditions/set-operator-fix.ts";
import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";

const limitedBy = (operator: string) =>
  policy(
    allow("kms:CreateGrant", { Condition: { [operator]: { "kms:GrantOperations": ["Decrypt"] } } }),
  );

/** One listed operation lets all others in. */
export const foranyvalueGrantOperations: Rule = {
  id: "foranyvalue-grant-operations",
  severity: "security",
  kinds: identityAndKey,
  docs: {
    what: "`kms:GrantOperations` is tested by ForAnyValue in an Allow statement.",
    why: "A grant with one of the listed operations passes, whatever others it has besides.",
    failing: limitedBy("ForAnyValue:StringEquals"),
    passing: limitedBy("ForAllValues:StringEquals"),
    source: "KMS Developer Guide, kms:GrantOperations",
  },
  *check({ allows }) {
    for (const { tests } of allows) {
      const ofOperations = tests.filter(({ key }) => key === "kms:grantoperations");
      if (ofOperations.some(({ operator }) => operator.set === "ForAllValues")) continue;
      for (const test of ofOperations)
        if (test.operator.set === "ForAnyValue")
          yield {
            at: test.operatorAt,
            message: "one of these operations is enough: the grant may have any others besides",
            fix: test.operator.isNegated
              ? undefined
              : renamedOperator(test, test.operator.text.replace("ForAnyValue", "ForAllValues")),
          };
    }
  },
};
