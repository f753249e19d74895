import { instantOf } from "#policy";
import { periodOf } from "./access-period.ts";
import { error, type Problem } from "./problem.ts";
import type { Scenario } from "./scenario.ts";

/** Problems of the answers about time. */
export function timeProblems(scenario: Scenario): readonly Problem[] {
  const { period, moment } = scenario;
  if (!period && !moment) return [];
  const { from = "", until = "z" } = periodOf(scenario);
  return [
    ...Object.entries({
      "period.from": period?.from,
      "period.until": period?.until,
      moment,
    }).flatMap(([path, text]) =>
      text && !instantOf(text)
        ? [error(path, "Enter a day, or a day and a time in UTC: 2026-12-01 17:00.")]
        : [],
    ),
    ...(until <= from
      ? [error("period.until", "This is not after the beginning. Change one of the two.")]
      : []),
  ];
}
