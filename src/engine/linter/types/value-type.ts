import type { OperatorFamily } from "../document/operators.ts";
import type { ConditionTest } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import { isAddressBlock } from "./addresses.ts";

/** A value that the operator cannot read. */
export const valueType: Rule = {
  id: "value-type",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "The operator cannot read the value: Bool and Null want one `true` or `false`, Numeric a number, Date an ISO 8601 date or seconds, IpAddress an address or CIDR block.",
    why: "AWS refuses the document, or the test never matches.",
    failing: policy(
      allow("kms:Decrypt", { Condition: { Bool: { "aws:SecureTransport": "yes" } } }),
    ),
    passing: policy(
      allow("kms:Decrypt", { Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    ),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Type mismatch Boolean, date, IP range, number; Invalid condition multiple Boolean)",
  },
  *check({ statements }) {
    for (const test of statements.flatMap(({ tests }) => tests)) {
      const { family } = test.operator;
      const reader = family && readers[family];
      if (!family || !reader) continue;
      for (const value of test.values)
        if (!value.text.includes("${") && !reader.reads(value.text))
          yield {
            at: value,
            message: `\`${test.operator.name}\` cannot read \`${value.text}\`: it needs ${reader.what}`,
          };
      yield* onlyOne(family, test);
    }
  },
};

function* onlyOne(family: OperatorFamily, { values, operator, valueNode }: ConditionTest) {
  if ((family !== "Bool" && family !== "Null") || values.length < 2) return;
  yield {
    at: { start: valueNode.offset, end: valueNode.offset + valueNode.length },
    message: `AWS refuses several values under ${operator.name}: write one true or false`,
  };
}

const readers: Partial<Record<OperatorFamily, { reads: (text: string) => boolean; what: string }>> =
  {
    Bool: { reads: isTruth, what: "true or false" },
    Null: { reads: isTruth, what: "true or false" },
    Numeric: { reads: isNumber, what: "a number" },
    Date: {
      reads: isDate,
      what: "an ISO 8601 date such as 2026-01-31T00:00:00Z, or seconds since 1970",
    },
    IpAddress: { reads: isAddressBlock, what: "an address or a CIDR block" },
  };

function isTruth(text: string): boolean {
  return /^(true|false)$/i.test(text);
}

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);
}

/** Source: IAM User Guide, "Condition operators" (Date): a W3C profile of ISO 8601, or seconds since 1970. */
function isDate(text: string): boolean {
  if (/^\d+$/.test(text)) return true;
  const form =
    /^\d{4}(-\d{2}(-\d{2})?)?$|^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;
  return form.test(text) && !Number.isNaN(Date.parse(text));
}
