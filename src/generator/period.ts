import { type Condition, instantInWords } from "#policy";
import { periodOf, type Scenario } from "#scenario";
import { allOf, type ReasonedStatement } from "./statement.ts";

/**
 * The statements of the import held to the period of the answers, each with its reason; unchanged without a period. Only for
 * statements that give use: a condition on time on a key's administrators would lock them out.
 * Source: IAM User Guide, "AWS: Allows access based on date and time" (aws:CurrentTime).
 */
export function withinPeriod(
  scenario: Scenario,
  statements: readonly ReasonedStatement[],
): readonly ReasonedStatement[] {
  const { from, until } = periodOf(scenario);
  if (from === undefined && until === undefined) return statements;
  const condition: Condition = {
    ...(from === undefined ? {} : { DateGreaterThanEquals: { "aws:CurrentTime": from } }),
    ...(until === undefined ? {} : { DateLessThan: { "aws:CurrentTime": until } }),
  };
  const words = [
    ...(from === undefined ? [] : [`from ${instantInWords(from)}`]),
    ...(until === undefined ? [] : [`until ${instantInWords(until)}`]),
  ].join(" ");
  return statements.map((reasoned) => ({
    ...reasoned,
    statement: {
      ...reasoned.statement,
      ...allOf(reasoned.statement.Condition ?? {}, condition),
    },
    reason: `${reasoned.reason} It is in force ${words}, as you answered.`,
  }));
}
