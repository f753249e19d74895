import { instantOf } from "#policy";
import type { KeyState } from "./key-states.ts";
import type { Key, Scenario, StateInRegion } from "./scenario.ts";

/** A state in which KMS refuses to use the key. */
export type RefusingKeyState = Exclude<KeyState, "enabled">;

/** What a user reads for a state. */
export const keyStateWords: Readonly<Record<KeyState, string>> = {
  enabled: "enabled",
  disabled: "disabled",
  "pending-deletion": "pending deletion",
  "pending-import": "pending import of its material",
  expired: "material expired",
  unavailable: "unavailable: its key store is disconnected",
};

/**
 * What the answers say of a key's state in a region, at an instant if one is given; `undefined` if they say nothing. AWS
 * manages the state of its own keys.
 */
export function stateOfKey(
  key: Pick<Key, "type" | "states" | "origin">,
  region: string,
  moment?: string,
): KeyState | undefined {
  const state = stateIn(key, region)?.state;
  const expiry = expiryOfKey(key, region);
  return expiry !== undefined && moment !== undefined && moment >= expiry ? "expired" : state;
}

/** The instant at which the imported material of a key expires in a region; `undefined` if the answers name none. */
export function expiryOfKey(
  key: Pick<Key, "type" | "states" | "origin">,
  region: string,
): string | undefined {
  const { state, expires = "" } = stateIn(key, region) ?? {};
  return key.origin === "imported" && state === "enabled" ? instantOf(expires) : undefined;
}

/** The instants at which the imported material of keys expires that are enabled until then, in order. */
export function expiriesOf({ targets }: Pick<Scenario, "targets">): readonly string[] {
  const all = targets.flatMap(({ keys }) =>
    keys.flatMap((key) =>
      (key.states ?? []).flatMap(({ region }) => expiryOfKey(key, region) ?? []),
    ),
  );
  return all.toSorted();
}

function stateIn(
  { type, states = [] }: Pick<Key, "type" | "states">,
  region: string,
): StateInRegion | undefined {
  return type === "aws-managed" ? undefined : states.find((one) => one.region === region);
}

/**
 * The key with another state in a region; `undefined` removes what is said of it. `expires`: when its material expires, as
 * before if left out; an empty text if it does not.
 */
export function withKeyState(
  key: Key,
  region: string,
  state: KeyState | undefined,
  expires = stateIn(key, region)?.expires,
): Key {
  const { states = [], ...rest } = key;
  const others = states.filter((one) => one.region !== region);
  const expiry = state === "enabled" && expires ? { expires } : {};
  const now = state === undefined ? others : [...others, { region, state, ...expiry }];
  return now.length > 0 ? { ...rest, states: now } : rest;
}
