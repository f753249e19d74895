import { type Probe, runBeyondList } from "#acquisition";
import { examplesOf, generate } from "#generator";
import type { PlatformNaming, Scenario } from "#scenario";

/**
 * What the platform role reaches beyond the list of accounts and keys, and what it does not, if its policy names them by a
 * tag or an alias. Decided by the authorizer on examples of the list: the policy tells no more apart, so it takes as long
 * for a thousand accounts as for one.
 */
export function beyondListOf(scenario: Scenario, platformNaming: PlatformNaming): readonly Probe[] {
  const examples = examplesOf({ ...scenario, platformNaming });
  return runBeyondList(examples, generate(examples));
}
