import { placeOfStatement } from "../document/view.ts";
import { allow, keyArn, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** A statement about no action. */
export const missingAction: Rule = {
  id: "missing-action",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "A statement has neither Action nor NotAction.",
    why: "AWS refuses the document.",
    failing: policy({ Effect: "Allow", Resource: keyArn }),
    passing: policy(allow("kms:DescribeKey")),
    source: "IAM User Guide, Access Analyzer policy check reference (Missing action)",
  },
  *check({ statements }) {
    for (const statement of statements)
      if (!statement.members.has("Action") && !statement.members.has("NotAction"))
        yield {
          at: placeOfStatement(statement),
          message: "AWS refuses a statement without Action",
        };
  },
};
