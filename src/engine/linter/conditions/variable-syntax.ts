import { keyArn, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import { isLiteral, textsWithVariables, type Variable, variablesIn } from "./variables.ts";

/** A variable that AWS cannot read. */
export const variableSyntax: Rule = {
  id: "variable-syntax",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "A variable is not closed, has no name, a space in its name, or a default that is not in single quotes.",
    why: "AWS refuses the document, or takes the text unchanged.",
    failing: policy({
      Effect: "Allow",
      Action: "kms:DescribeKey",
      Resource: keyArn,
      Condition: { StringEquals: { "aws:ResourceTag/owner": "${aws:username" } },
    }),
    passing: policy({
      Effect: "Allow",
      Action: "kms:DescribeKey",
      Resource: keyArn,
      Condition: { StringEquals: { "aws:ResourceTag/owner": "${aws:PrincipalTag/owner, 'none'}" } },
    }),
    source:
      "IAM User Guide, IAM policy elements: Variables and tags; Access Analyzer (Missing brace, Empty variable, Unsupported space, Missing quote in variable)",
  },
  *check(document) {
    for (const place of textsWithVariables(document)) {
      const fault = variablesIn(place.text)
        .map(faultOf)
        .find((text) => text !== undefined);
      if (fault)
        yield { at: place, message: `AWS cannot read the variable in \`${place.text}\`: ${fault}` };
    }
  },
};

function faultOf(variable: Variable): string | undefined {
  if (isLiteral(variable)) return undefined;
  if (!variable.isClosed) return "`}` is missing";
  const comma = variable.body.indexOf(",");
  const name = comma < 0 ? variable.body : variable.body.slice(0, comma);
  if (name.trim() === "") return "it has no name";
  if (name.includes(" ")) return "a name has no space in it";
  if (comma < 0) return undefined;
  const fallback = variable.body.slice(comma + 1).trim();
  const isQuoted = fallback.length >= 2 && fallback.startsWith("'") && fallback.endsWith("'");
  return isQuoted ? undefined : "the default stands in single quotes";
}
