import { blankKey, blankTarget } from "./presets.ts";
import type { Key, Scenario, Target } from "./scenario.ts";

/** A blank target with an id that the scenario does not have yet. */
export function newTarget(scenario: Scenario): Target {
  return {
    ...blankTarget,
    id: freshId(
      "t",
      scenario.targets.map(({ id }) => id),
    ),
  };
}

/** A blank key with an id that the scenario does not have yet. */
export function newKey(scenario: Scenario): Key {
  const taken = scenario.targets.flatMap((target) => target.keys.map(({ id }) => id));
  return { ...blankKey, id: freshId("k", taken) };
}

/** The scenario with one target changed. */
export function withTarget(
  scenario: Scenario,
  targetId: string,
  change: (target: Target) => Target,
): Scenario {
  const targets = scenario.targets.map((target) =>
    target.id === targetId ? change(target) : target,
  );
  return { ...scenario, targets };
}

/** The scenario with one key changed, whichever target it is in. */
export function withKey(scenario: Scenario, keyId: string, change: (key: Key) => Key): Scenario {
  const targets = scenario.targets.map((target) => ({
    ...target,
    keys: target.keys.map((key) => (key.id === keyId ? change(key) : key)),
  }));
  return { ...scenario, targets };
}

function freshId(prefix: string, taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
}
