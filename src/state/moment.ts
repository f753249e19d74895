import { instantAt } from "#policy";
import { asksForTime, type Scenario, withMoment } from "#scenario";

/** Milliseconds for which a verdict is about the same moment: with a new one the checker begins from the start. */
const minute = 60_000;

/**
 * The answers as the checker takes them: with the present minute where a policy or an answer is about time and the user has
 * set no moment. The same answers give the same object within a minute.
 */
export function decidedNow(
  scenario: Scenario,
  policies: readonly { readonly text: string }[],
): Scenario {
  const now = instantAt(Math.floor(Date.now() / minute) * minute);
  const answers = withMoment(scenario, () => policies.some(isAboutTime), now);
  if (answers === scenario) return scenario;
  const known = decided.get(scenario);
  if (known?.moment === now) return known;
  decided.set(scenario, answers);
  return answers;
}
const decided = new WeakMap<Scenario, Scenario>();

/** Read once for each text: of a thousand accounts an edit changes one. */
function isAboutTime(policy: { readonly text: string }): boolean {
  const known = aboutTime.get(policy);
  if (known !== undefined) return known;
  const is = asksForTime(policy.text);
  aboutTime.set(policy, is);
  return is;
}
const aboutTime = new WeakMap<object, boolean>();
