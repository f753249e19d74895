import { openingOf, placeOf } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** A policy that states nothing. */
export const missingStatement: Rule = {
  id: "missing-statement",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "The document has no Statement, or an empty list of statements.",
    why: "AWS refuses the document.",
    failing: policy(),
    passing: policy(allow("kms:DescribeKey")),
    source: "IAM User Guide, Access Analyzer policy check reference (Missing statement)",
  },
  *check({ tree, members }) {
    const value = members.get("Statement")?.value;
    if (!value) yield { at: openingOf(tree), message: "AWS refuses a document without Statement" };
    else if (value.type === "array" && !value.children?.length)
      yield { at: placeOf(value), message: "AWS refuses a document without a statement" };
  },
};
