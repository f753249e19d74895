import { instantAt, type NamedTimes, timesNamedBy } from "#policy";
import { asksForTime, expiriesOf, periodOf, type Scenario, withMoment } from "#scenario";

/** Milliseconds for which a verdict is about the same moment: with a new one the checker begins from the start. */
const minute = 60_000;

/** The answers as the checker takes them now. */
export interface PresentAnswers {
  readonly answers: Scenario;
  /** When the decision of these answers may change though nobody changes them, in milliseconds since 1970. */
  readonly changesAt: number | undefined;
}

/**
 * The answers with the present minute where a policy or an answer is about time and the user has set no moment. Once a time
 * is past that a condition or an answer names, the moment is not before it. The same answers give the same object within a
 * minute.
 */
export function decidedNow(
  scenario: Scenario,
  policies: readonly { readonly text: string }[],
): PresentAnswers {
  const unchanged = { answers: scenario, changesAt: undefined };
  if (scenario.moment) return unchanged;
  const present = Date.now();
  const ofPolicies = policies.map(timesOfPolicy);
  const { moments, isAll } = timesOf(scenario, ofPolicies);
  const past = moments.findLast((moment) => moment <= present) ?? 0;
  const thisMinute = Math.floor(present / minute) * minute;
  const moment = instantAt(Math.max(thisMinute, past));
  const answers = withMoment(scenario, () => ofPolicies.some(({ asks }) => asks), moment);
  if (answers === scenario) return unchanged;
  const known = decided.get(scenario);
  const same = known?.moment === moment ? known : answers;
  decided.set(scenario, same);
  const next = moments.find((moment) => moment > present);
  const nextMinute = thisMinute + minute;
  return { answers: same, changesAt: isAll ? next : Math.min(next ?? nextMinute, nextMinute) };
}
const decided = new WeakMap<Scenario, Scenario>();

/** The times that answers and policies name, in whole seconds, in order. */
function timesOf(scenario: Scenario, ofPolicies: readonly NamedTimes[]): NamedTimes {
  const ofAnswers = [...Object.values(periodOf(scenario)), ...expiriesOf(scenario)];
  return {
    moments: [
      ...ofAnswers.map((instant) => Date.parse(instant)),
      ...ofPolicies.flatMap(({ moments }) => moments),
    ]
      .map((moment) => Math.ceil(moment / 1_000) * 1_000)
      .sort((one, other) => one - other),
    isAll: ofPolicies.every(({ isAll }) => isAll),
  };
}

interface TimesOfPolicy extends NamedTimes {
  /** Whether the policy is about time at all. */
  readonly asks: boolean;
}

/** Read once for each text: of a thousand accounts an edit changes one. */
function timesOfPolicy(policy: { readonly text: string }): TimesOfPolicy {
  const known = timesByPolicy.get(policy);
  if (known) return known;
  const times = { ...timesNamedBy(policy.text), asks: asksForTime(policy.text) };
  timesByPolicy.set(policy, times);
  return times;
}
const timesByPolicy = new WeakMap<object, TimesOfPolicy>();
