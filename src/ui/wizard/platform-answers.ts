import type { Platform, Scenario } from "#scenario";

/** The scenario with some of the platform's answers changed. */
export function withPlatform(scenario: Scenario, answers: Partial<Platform>): Scenario {
  return { ...scenario, platform: { ...scenario.platform, ...answers } };
}

/** The scenario with another platform account. Targets in the old platform account move to the new one. */
export function withPlatformAccount(scenario: Scenario, account: string): Scenario {
  const before = scenario.platform.account;
  if (before === account) return scenario;
  const targets = scenario.targets.map((target) =>
    before !== "" && target.account === before ? { ...target, account } : target,
  );
  return withPlatform({ ...scenario, targets }, { account });
}
