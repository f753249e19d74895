import { instantAt, instantOf } from "#policy";
import { type Period, periodOf } from "./access-period.ts";
import type { Scenario } from "./scenario.ts";

/**
 * The instant that the run is decided for: the one that the answers name, else one within the period. `undefined` if no
 * answer is about time: then what hangs on a time is not decided.
 */
export function momentOf(scenario: Pick<Scenario, "moment" | "period">): string | undefined {
  const { from, until } = periodOf(scenario);
  const within = from ?? (until && instantAt(Date.parse(until) - 1000));
  return instantOf(scenario.moment ?? "") ?? within;
}

/** Whether the moment that the run is decided for is before, within or after the period. Without a period it is within. */
export function placeInPeriod(
  scenario: Pick<Scenario, "moment" | "period">,
): "before" | "within" | "after" {
  const { from = "", until }: Period = periodOf(scenario);
  const moment = momentOf(scenario);
  // Instants have one form, in which texts are in the order of time.
  if (moment === undefined || moment < from) return moment === undefined ? "within" : "before";
  return until !== undefined && moment >= until ? "after" : "within";
}
