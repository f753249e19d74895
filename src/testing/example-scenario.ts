import { type Key, presets, type Scenario } from "#scenario";

/** The preset `cross-account`, whose target 222222222222 has a role and a key in eu-west-1. */
export const crossAccount: Scenario =
  presets.find(({ id }) => id === "cross-account")?.scenario ?? presets[0].scenario;

/** The same, its key otherwise. */
export function crossAccountWithKey(members: Partial<Key>): Scenario {
  const [target] = crossAccount.targets;
  const [key] = target?.keys ?? [];
  if (!target || !key) throw new Error("the preset has a key");
  return { ...crossAccount, targets: [{ ...target, keys: [{ ...key, ...members }] }] };
}
