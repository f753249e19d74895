import { placeOfStatement } from "../document/view.ts";
import { allow, keyArn, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** A statement that neither allows nor denies. */
export const missingEffect: Rule = {
  id: "missing-effect",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "A statement has no Effect.",
    why: "AWS refuses the document: there is no default, say Allow or Deny.",
    failing: policy({ Action: "kms:DescribeKey", Resource: keyArn }),
    passing: policy(allow("kms:DescribeKey")),
    source: "IAM User Guide, Access Analyzer policy check reference (Missing effect)",
  },
  *check({ statements }) {
    for (const statement of statements)
      if (!statement.members.has("Effect"))
        yield {
          at: placeOfStatement(statement),
          message: "AWS refuses a statement without Effect: say Allow or Deny",
        };
  },
};
