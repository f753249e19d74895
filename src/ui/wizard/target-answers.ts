import {
  type Key,
  maximumAccountName,
  newKey,
  newTarget,
  type Scenario,
  type Target,
  withTarget,
} from "#scenario";

/** A scenario with something new in it, and the question to go on with. */
export interface Grown {
  readonly scenario: Scenario;
  readonly question: string;
}

/** One more target account, with one key: both blank. */
export function grownByTarget(scenario: Scenario): Grown {
  const target = { ...newTarget(scenario), keys: [newKey(scenario)] };
  return {
    scenario: { ...scenario, targets: [...scenario.targets, target] },
    question: `targets.${target.id}.account`,
  };
}

/** A target like another: the same role and keys, but in an account still to be given. */
export function grownByCopyOfTarget(scenario: Scenario, copied: Target): Grown {
  const { id } = newTarget(scenario);
  const blank: Scenario = {
    ...scenario,
    targets: insertAfter(scenario.targets, copied.id, { ...copied, id, account: "", keys: [] }),
  };
  const grown = copied.keys.reduce((now, key) => withCopyOfKey(now, id, key).scenario, blank);
  return { scenario: grown, question: `targets.${id}.account` };
}

/** One more key in a target. */
export function grownByKey(scenario: Scenario, targetId: string): Grown {
  const key = newKey(scenario);
  return {
    scenario: withTarget(scenario, targetId, (target) => ({
      ...target,
      keys: [...target.keys, key],
    })),
    question: `targets.${targetId}.keys.${key.id}.naming`,
  };
}

/** A key like another of the same target, its id left open. */
export function grownByCopyOfKey(scenario: Scenario, targetId: string, key: Key): Grown {
  const { scenario: grown, keyId } = withCopyOfKey(scenario, targetId, key);
  return { scenario: grown, question: `targets.${targetId}.keys.${keyId}.naming` };
}

/** A target under another name, or under none. */
export function renamed({ name: _, ...target }: Target, name: string): Target {
  return name === "" ? target : { ...target, name: name.slice(0, maximumAccountName) };
}

/** The scenario without a target. */
export function withoutTarget(scenario: Scenario, targetId: string): Scenario {
  return { ...scenario, targets: scenario.targets.filter(({ id }) => id !== targetId) };
}

/** The scenario without a key. */
export function withoutKey(scenario: Scenario, targetId: string, keyId: string): Scenario {
  return withTarget(scenario, targetId, (target) => ({
    ...target,
    keys: target.keys.filter(({ id }) => id !== keyId),
  }));
}

/** A key id is one key's: the copy has everything but that. */
function withCopyOfKey(scenario: Scenario, targetId: string, key: Key) {
  const { id: keyId } = newKey(scenario);
  const naming = key.naming.by === "arn" ? { ...key.naming, keyId: "" } : key.naming;
  const copy: Key = { ...key, id: keyId, naming };
  const grown = withTarget(scenario, targetId, (target) => ({
    ...target,
    keys: insertAfter(target.keys, key.id, copy),
  }));
  return { scenario: grown, keyId };
}

function insertAfter<Item extends { readonly id: string }>(
  list: readonly Item[],
  id: string,
  item: Item,
): readonly Item[] {
  const at = list.findIndex((member) => member.id === id);
  return at < 0 ? [...list, item] : list.toSpliced(at + 1, 0, item);
}
