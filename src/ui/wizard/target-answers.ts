import {
  type Key,
  maximumAccountName,
  newKey,
  newTarget,
  type Scenario,
  type Target,
  withTarget,
} from "#scenario";

/** A scenario with an added target or key, and the path of its first question. */
export interface AddedPart {
  readonly scenario: Scenario;
  readonly question: string;
}

/** Adds a target account with one key, both without answers. */
export function withNewTarget(scenario: Scenario): AddedPart {
  const target = { ...newTarget(scenario), keys: [newKey(scenario)] };
  return {
    scenario: { ...scenario, targets: [...scenario.targets, target] },
    question: `targets.${target.id}.account`,
  };
}

/** Copies a target: the same role and keys, without an account. */
export function withTargetCopy(scenario: Scenario, copied: Target): AddedPart {
  const { id } = newTarget(scenario);
  const blank: Scenario = {
    ...scenario,
    targets: insertAfter(scenario.targets, copied.id, { ...copied, id, account: "", keys: [] }),
  };
  const changed = copied.keys.reduce((now, key) => withCopyOfKey(now, id, key).scenario, blank);
  return { scenario: changed, question: `targets.${id}.account` };
}

/** Adds a key to a target. */
export function withNewKey(scenario: Scenario, targetId: string): AddedPart {
  const key = newKey(scenario);
  return {
    scenario: withTarget(scenario, targetId, (target) => ({
      ...target,
      keys: [...target.keys, key],
    })),
    question: `targets.${targetId}.keys.${key.id}.naming`,
  };
}

/** Copies a key of a target, without its id. */
export function withKeyCopy(scenario: Scenario, targetId: string, key: Key): AddedPart {
  const { scenario: changed, keyId } = withCopyOfKey(scenario, targetId, key);
  return { scenario: changed, question: `targets.${targetId}.keys.${keyId}.naming` };
}

/** The target with another name; an empty name removes it. */
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

/** Copies a key without its id, because a key id is unique. */
function withCopyOfKey(scenario: Scenario, targetId: string, key: Key) {
  const { id: keyId } = newKey(scenario);
  const naming = key.naming.by === "arn" ? { ...key.naming, keyId: "" } : key.naming;
  const copy: Key = { ...key, id: keyId, naming };
  const changed = withTarget(scenario, targetId, (target) => ({
    ...target,
    keys: insertAfter(target.keys, key.id, copy),
  }));
  return { scenario: changed, keyId };
}

function insertAfter<Item extends { readonly id: string }>(
  list: readonly Item[],
  id: string,
  item: Item,
): readonly Item[] {
  const at = list.findIndex((member) => member.id === id);
  return at < 0 ? [...list, item] : list.toSpliced(at + 1, 0, item);
}
