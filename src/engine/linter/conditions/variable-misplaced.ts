import type { StatementView } from "../document/view.ts";
import { policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import type { Place, Problem } from "../types.ts";
import { hasVariable } from "./variables.ts";

/** A variable where AWS replaces none. */
export const variableMisplaced: Rule = {
  id: "variable-misplaced",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "A variable stands in an action, a principal, a condition key, the first five parts of a resource's ARN, or a value of a Numeric, Date, IpAddress, Binary or Null operator.",
    why: "AWS replaces no variables there: it refuses the document, or the text never fits.",
    failing: policy({
      Effect: "Allow",
      Action: "kms:DescribeKey",
      Resource: "arn:aws:kms:us-east-1:${aws:PrincipalAccount}:key/*",
    }),
    passing: policy({
      Effect: "Allow",
      Action: "kms:DescribeKey",
      Resource: "arn:aws:kms:us-east-1:111111111111:key/${aws:PrincipalTag/key}",
    }),
    source:
      "IAM User Guide, IAM policy elements: Variables and tags; Access Analyzer (Variable unsupported in element, Invalid variable for operator)",
  },
  *check({ statements }) {
    for (const statement of statements) yield* misplacedIn(statement);
  },
};

function* misplacedIn(statement: StatementView): Generator<Problem> {
  const { actions, notActions, principals, notPrincipals, resources, notResources, tests } =
    statement;
  yield* withVariable([...actions, ...notActions], "an action");
  yield* withVariable([...principals, ...notPrincipals], "a principal");
  for (const { text, ...at } of [...resources, ...notResources])
    if (hasVariable(text) && isBeforeFifthColon(text))
      yield problem(at, text, "the first five parts of an ARN");
  for (const { keyText, keyAt, operator, values } of tests) {
    if (hasVariable(keyText)) yield problem(keyAt, keyText, "a condition key");
    if (operator.family && plainFamilies.includes(operator.family))
      yield* withVariable(values, `a value of ${operator.name}`);
  }
}

const plainFamilies = ["Numeric", "Date", "IpAddress", "Binary", "Null"];

function* withVariable(
  texts: readonly (Place & { readonly text: string })[],
  where: string,
): Generator<Problem> {
  for (const place of texts) if (hasVariable(place.text)) yield problem(place, place.text, where);
}

const problem = (at: Place, text: string, where: string): Problem => ({
  at,
  message: `AWS replaces no variable in ${where}: \`${text}\` stays as it is`,
});

/** Whether a variable stands before the fifth colon; colons inside variables do not count. */
function isBeforeFifthColon(text: string): boolean {
  let colons = 0;
  let at = 0;
  while (at < text.length && colons < 5) {
    if (text.startsWith("${", at)) return text.startsWith("arn:");
    if (text[at] === ":") colons += 1;
    at += 1;
  }
  return false;
}
