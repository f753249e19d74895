import type { Scenario, Target } from "#scenario";

/** The scenario with its first account and key as often as said, each key with another ARN. */
export function organizationOf(scenario: Scenario, accounts: number, keysEach: number): Scenario {
  const [target] = scenario.targets;
  const [key] = target?.keys ?? [];
  if (!target || !key) throw new Error("the scenario has no key");
  const prefix = key.type === "multi-region" ? "mrk-" : "";
  const targets = Array.from({ length: accounts }, (_, at): Target => {
    const keys = Array.from({ length: keysEach }, (__, index) => {
      const number = at * keysEach + index + 1;
      const keyId = prefix + keyIdOf(number, prefix === "" ? "-" : "");
      return { ...key, id: `k${number}`, naming: { by: "arn" as const, keyId } };
    });
    return {
      ...target,
      id: `t${at + 1}`,
      account: String(200_000_000_000 + at),
      role: target.role || "CadoResponseCrossAccountRole",
      keys,
    };
  });
  return { ...scenario, targets };
}

/** A key id with a number in it. */
function keyIdOf(number: number, dash: string): string {
  return [String(number).padStart(8, "0"), "12ab", "34cd", "56ef", "1234567890ab"].join(dash);
}
