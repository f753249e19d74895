import { blankKey, blankTarget } from "./presets.ts";
import type { Key, Scenario, Target } from "./scenario.ts";

/** A blank target with an id that the scenario does not have yet. */
export function newTarget(scenario: Scenario): Target {
  return { ...blankTarget, id: freshIds(scenario).target() };
}

/** A blank key with an id that the scenario does not have yet. */
export function newKey(scenario: Scenario): Key {
  return { ...blankKey, id: freshIds(scenario).key() };
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

/** The scenario with one key changed, in any target. */
export function withKey(scenario: Scenario, keyId: string, change: (key: Key) => Key): Scenario {
  const targets = scenario.targets.map((target) => ({
    ...target,
    keys: target.keys.map((key) => (key.id === keyId ? change(key) : key)),
  }));
  return { ...scenario, targets };
}

/** Returns functions that each give ids not used in the scenario. The same scenario gives the same ids. */
export function freshIds(scenario: Scenario): {
  readonly target: () => string;
  readonly key: () => string;
} {
  const { targets } = scenario;
  return {
    target: idsBeside(
      "t",
      targets.map(({ id }) => id),
    ),
    key: idsBeside(
      "k",
      targets.flatMap(({ keys }) => keys.map(({ id }) => id)),
    ),
  };
}

function idsBeside(prefix: string, ids: readonly string[]): () => string {
  const taken = new Set(ids);
  let number = taken.size;
  return () => {
    do number += 1;
    while (taken.has(`${prefix}${number}`));
    return `${prefix}${number}`;
  };
}
