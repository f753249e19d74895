import type { KeyState } from "./key-states.ts";
import type { Key } from "./scenario.ts";

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

/** What the answers say of a key's state in a region; `undefined` if they say nothing. AWS manages the state of its own keys. */
export function stateOfKey(
  { type, states = [] }: Pick<Key, "type" | "states">,
  region: string,
): KeyState | undefined {
  if (type === "aws-managed") return undefined;
  return states.find((one) => one.region === region)?.state;
}

/** The key with another state in a region; `undefined` removes what is said of it. */
export function withKeyState(key: Key, region: string, state: KeyState | undefined): Key {
  const { states = [], ...rest } = key;
  const others = states.filter((one) => one.region !== region);
  const now = state === undefined ? others : [...others, { region, state }];
  return now.length > 0 ? { ...rest, states: now } : rest;
}
