import { type Scenario, type Target, targetRole } from "#scenario";

/**
 * A small scenario with the same platform policy, if that policy names keys and roles of other accounts by tag or
 * alias. It keeps the first of each group that the policy treats alike, and every key of the platform's own account.
 */
export function examplesOf(scenario: Scenario): Scenario {
  const seen = new Set<string>();
  const targets = scenario.targets.flatMap((target): Target[] => {
    if (target.account === scenario.platform.account) return [target];
    const path = targetRole(scenario, target)?.path;
    const keys = target.keys.filter(({ type, region, replicaRegions, createGrant }) => {
      const likeness = JSON.stringify([path, type, region, replicaRegions, createGrant]);
      return !seen.has(likeness) && seen.add(likeness);
    });
    return keys.length > 0 ? [{ ...target, keys }] : [];
  });
  return { ...scenario, targets };
}
