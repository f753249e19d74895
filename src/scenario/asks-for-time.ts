import { expiriesOf } from "./key-state.ts";
import type { Scenario } from "./scenario.ts";

/** Whether a policy's text names the time of the call, whatever for. */
export function asksForTime(text: string): boolean {
  return /aws:(current|epoch)time/i.test(text);
}

/**
 * The answers with `now` (an instant) as the moment to decide for, if an answer or a policy is about time and the user has
 * set no moment. Otherwise the answers as they are.
 */
export function withMoment(
  scenario: Scenario,
  policyAsksForTime: () => boolean,
  now: string,
): Scenario {
  if (scenario.moment) return scenario;
  const isAboutTime = scenario.period || expiriesOf(scenario).length > 0 || policyAsksForTime();
  return isAboutTime ? { ...scenario, moment: now } : scenario;
}
