import type { OperatorFamily } from "../document/operators.ts";
import type { ConditionTest } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { renameMember } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** An operator of a family that does not fit the key's type. */
export const operatorKeyType: Rule = {
  id: "operator-key-type",
  severity: "warning",
  kinds: everyKind,
  docs: {
    what: "The operator belongs to another family than the condition key: a String operator on a Bool or an address key.",
    why: "AWS compares the two as the operator says, so the test may never match what it seems to.",
    failing: policy(
      allow("kms:CreateGrant", {
        Condition: { StringEquals: { "kms:GrantIsForAWSResource": "true" } },
      }),
    ),
    passing: policy(
      allow("kms:CreateGrant", { Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } } }),
    ),
    source:
      "Service Authorization Reference; Access Analyzer policy check reference (Type mismatch)",
  },
  *check({ text, statements, services }) {
    for (const test of statements.flatMap(({ tests }) => tests)) {
      const type = services.conditionKey(test.key)?.type;
      const { family } = test.operator;
      if (!type || !family || fits(type, family, test)) continue;
      const alone = test.property.parent?.children?.length === 1;
      const meant = alone && positive(test) ? familyOperator[type] : undefined;
      const set = test.operator.set ? `${test.operator.set}:` : "";
      const taken = meant && text.includes(`"${set}${meant}"`);
      yield {
        at: test.operatorAt,
        message: `\`${test.keyText}\` is of type ${type}: \`${test.operator.name}\` may never match it`,
        fix: meant && !taken ? renameMember(test.operatorAt, set + meant) : undefined,
      };
    }
  },
};

const positive = ({ operator }: ConditionTest) =>
  !operator.ifExists && (operator.name === "StringEquals" || operator.name === "StringLike");

const familyOperator: Readonly<Record<string, string>> = {
  Bool: "Bool",
  IPAddress: "IpAddress",
  Numeric: "NumericEquals",
};

/** What each type of key takes beside `Null`, which fits all. */
const families: Readonly<Record<string, readonly OperatorFamily[]>> = {
  String: ["String"],
  ARN: ["Arn", "String"],
  Bool: ["Bool"],
  Numeric: ["Numeric"],
  Date: ["Date", "Numeric"],
  IPAddress: ["IpAddress"],
  Binary: ["Binary"],
};

function fits(type: string, family: OperatorFamily, { values }: ConditionTest): boolean {
  if (family === "Null" || families[type]?.includes(family)) return true;
  if (type !== "String" || family !== "Arn") return false;
  return values.every(
    ({ text }) => text.startsWith("arn:") || text === "*" || text.startsWith("${"),
  );
}
