import { type Key, presets, type Scenario } from "#scenario";

/** The preset `cross-account`, whose target 222222222222 has a role and a key in eu-west-1. */
export const crossAccount: Scenario =
  presets.find(({ id }) => id === "cross-account")?.scenario ?? presets[0].scenario;

/** The same with the least actions, everything that can be limited, and CreateGrant for AWS resources only. */
export const restrictedCrossAccount: Scenario = {
  ...crossAccount,
  actions: "least",
  createGrant: "aws-resources",
  guards: {
    viaService: true,
    encryptionContext: true,
    grantOperations: true,
    denyOthers: true,
    organizationId: "o-abcde12345",
    externalId: "keyhole-example",
  },
};

/** The same, its key otherwise. */
export function crossAccountWithKey(members: Partial<Key>): Scenario {
  const [target] = crossAccount.targets;
  const [key] = target?.keys ?? [];
  if (!target || !key) throw new Error("the preset has a key");
  return { ...crossAccount, targets: [{ ...target, keys: [{ ...key, ...members }] }] };
}
