import { type Scenario, type Target, targetRole } from "#scenario";

/**
 * A small scenario whose platform role has the same policy, where that names keys and roles of other accounts by what
 * they have in common: of those alike in all that this policy tells apart, the first. Keys of the platform's own account
 * stay as they are, for they are named each.
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
