import { openingOf } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** A JSON type that the grammar has no place for. */
export const wrongJsonType: Rule = {
  id: "wrong-json-type",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "A value has a JSON type that its element does not take: an account number without quotes, a Condition as a list, a statement that is no object.",
    why: "AWS refuses the document.",
    failing: policy(allow("kms:DescribeKey", { Condition: [] })),
    passing: policy(
      allow("kms:DescribeKey", { Condition: { Bool: { "aws:SecureTransport": true } } }),
    ),
    source:
      "IAM User Guide, Grammar of the IAM JSON policy language; Access Analyzer (Data type mismatch)",
  },
  check: ({ wrongTypes }) => wrongTypes,
  *checkUnparsed({ wholeValue }) {
    if (wholeValue)
      yield {
        at: openingOf(wholeValue),
        message: "AWS refuses the document: a policy is one JSON object",
      };
  },
};
