import { type NamedTimes, timesNamedBy } from "#policy";
import { periodOf, type Scenario } from "#scenario";
import type { ScenarioDocument } from "../documents/scenario-document.ts";
import type { Layers } from "../layers/layers.ts";
import { policiesOfLayers } from "../layers/policies-of-layers.ts";

/**
 * The moments at which the decision of a call can change: those that answers, documents and layers name. `undefined` if
 * nothing is about time.
 */
export function timesAsked(
  scenario: Pick<Scenario, "period">,
  documents: readonly Pick<ScenarioDocument, "text">[],
  layers?: Layers,
): NamedTimes | undefined {
  const ofPolicies = [...documents, ...policiesOfLayers(layers)].map(({ text }) =>
    timesNamedBy(text),
  );
  const ofPeriod = Object.values(periodOf(scenario)).map((instant) => Date.parse(instant));
  const moments = [...ofPeriod, ...ofPolicies.flatMap((times) => times.moments)];
  const isAll = ofPolicies.every((times) => times.isAll);
  if (moments.length === 0 && isAll) return undefined;
  return { moments: [...new Set(moments)].sort((one, other) => one - other), isAll };
}

/**
 * A name for the times between which no condition changes: two calls whose times have one name are decided alike. `times`:
 * all that is asked for. The time is an instant.
 */
export function nameOfTime({ moments, isAll }: NamedTimes, time: string): string {
  if (!isAll) return time;
  const moment = Date.parse(time);
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle] ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  return `${low}${moments[low] === moment ? "=" : ""}`;
}
