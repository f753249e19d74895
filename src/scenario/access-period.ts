import { instantAt, instantOf } from "#policy";
import { expiryOfKey } from "./key-state.ts";
import type { Scenario } from "./scenario.ts";

/** The limits of the access as instants (`2026-12-01T00:00:00Z`). */
export interface Period {
  readonly from?: string;
  readonly until?: string;
}

/** The period of the answers; what they leave open, or write wrongly, is left out. */
export function periodOf({ period }: Pick<Scenario, "period">): Period {
  const from = instantOf(period?.from ?? "");
  const until = instantOf(period?.until ?? "");
  return { ...(from ? { from } : {}), ...(until ? { until } : {}) };
}

/**
 * The instant that the run is decided for: the one that the answers name, else one within the period. `undefined` if no
 * answer is about time: then what hangs on a time is not decided.
 */
export function momentOf(scenario: Pick<Scenario, "moment" | "period">): string | undefined {
  const { from, until } = periodOf(scenario);
  const within = from ?? (until && instantAt(Date.parse(until) - 1000));
  return instantOf(scenario.moment ?? "") ?? within;
}

/** The instants at which the imported material of keys expires that are enabled until then, in order. */
export function expiriesOf({ targets }: Pick<Scenario, "targets">): readonly string[] {
  const all = targets.flatMap(({ keys }) =>
    keys.flatMap((key) =>
      (key.states ?? []).flatMap(({ region }) => expiryOfKey(key, region) ?? []),
    ),
  );
  return all.toSorted();
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
