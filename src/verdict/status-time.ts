import type { Probe } from "#acquisition";
import { instantInWords } from "#policy";
import { expiriesOf, momentOf, periodOf, placeInPeriod, type Scenario } from "#scenario";
import type { StatusTime } from "./types.ts";

/** What the answers say about time; `undefined` if they say nothing. */
export function timeOf(scenario: Scenario): StatusTime | undefined {
  const moment = momentOf(scenario);
  if (moment === undefined) return undefined;
  const [expires] = expiriesOf(scenario);
  return {
    moment,
    ...periodOf(scenario),
    ...(expires === undefined ? {} : { expires }),
    place: placeInPeriod(scenario),
  };
}

/** “, decided for 2026-11-28 16:00 UTC”; empty without a moment. */
export function decidedFor(time: StatusTime | undefined): string {
  return time ? `, decided for ${instantInWords(time.moment)}` : "";
}

/**
 * “ until 2026-12-01 00:00 UTC”: the end of the access, or of a key's material if that is earlier. Empty if there is no end,
 * or if the documents let a call through after it.
 */
export function worksFor(time: StatusTime | undefined, probes: readonly Probe[]): string {
  if (time?.place !== "within") return "";
  const { until, expires } = time;
  const isHeld = probes.every(({ kind, state }) => kind !== "after-end" || state === "refused");
  const end = isHeld ? until : undefined;
  if (expires !== undefined && expires > time.moment && (end === undefined || expires < end))
    return ` until ${instantInWords(expires)}, when key material expires`;
  return end === undefined ? "" : ` until ${instantInWords(end)}`;
}

/** Why nothing works at the moment of the run: “the access ended at …”; `undefined` within the period. */
export function endedOrNotBegun(time: StatusTime | undefined): string | undefined {
  if (time?.place === "after" && time.until !== undefined)
    return `the access ended at ${instantInWords(time.until)}`;
  if (time?.place === "before" && time.from !== undefined)
    return `the access begins at ${instantInWords(time.from)}`;
  return undefined;
}
