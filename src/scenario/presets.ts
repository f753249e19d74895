import type { Guards, Key, Platform, Scenario, Target } from "./scenario.ts";

/** A scenario to start from. */
export interface Preset {
  /** Part of share links: never change a published id. */
  readonly id: string;
  readonly name: string;
  /** One sentence: when to choose it. */
  readonly summary: string;
  readonly scenario: Scenario;
}

/** The example accounts and key id of AWS's and the vendor's documents: never a real answer. */
export const exampleAccounts: readonly string[] = ["111111111111", "222222222222"];
export const exampleKeyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
export const exampleMultiRegionKeyId = "mrk-1234abcd12ab34cd56ef1234567890ab";

/** The alias prefix of the vendor's temporary keys. */
export const defaultAliasPrefix = "alias/CadoResponse-KMS-Alias";

const platform: Platform = {
  account: "111111111111",
  region: "eu-west-1",
  role: "CadoResponseRole",
  aliasPrefix: defaultAliasPrefix,
};

/** A key with default answers only: the start of "Add a key". */
export const blankKey: Key = {
  id: "",
  type: "customer-managed",
  origin: "kms",
  spec: "symmetric",
  region: "",
  replicaRegions: [],
  naming: { by: "arn", keyId: "" },
  administrators: [],
};

/** A target without answers: the start of "Add a target account". */
export const blankTarget: Target = { id: "", account: "", role: "", keys: [] };

const exampleKey: Key = {
  ...blankKey,
  id: "k1",
  region: "us-east-1",
  naming: { by: "arn", keyId: exampleKeyId },
};

const otherAccount: Target = {
  id: "t1",
  account: "222222222222",
  role: "CadoResponseCrossAccountRole",
  keys: [exampleKey],
};

const ownAccount = (key: Key): Target => ({
  id: "t1",
  account: platform.account,
  role: "",
  keys: [key],
});

const noGuards: Guards = {
  viaService: false,
  encryptionContext: false,
  grantOperations: false,
  organizationId: "",
  externalId: "",
  denyOthers: false,
};

/** Without `grantOperations`: AWS documents what EBS requires of its callers, not the operations of its grants. */
const useGuards: Guards = { ...noGuards, viaService: true, encryptionContext: true };

const crossAccount: Scenario = {
  partition: "aws",
  platform,
  targets: [{ ...otherAccount, keys: [{ ...exampleKey, region: platform.region }] }],
  method: "ebs-direct",
  crossAccount: "target-role-grants",
  createGrant: "aws-resources",
  actions: "least",
  guards: useGuards,
};

/** The presets, the default first. */
export const presets: readonly [Preset, ...Preset[]] = [
  {
    id: "vendor-ebs-direct",
    name: "Vendor’s EBS direct policy",
    summary:
      "The vendor’s restricted policy: reads snapshot blocks in place, grants only for AWS resources.",
    scenario: { ...crossAccount, targets: [otherAccount], guards: noGuards },
  },
  {
    id: "vendor-default",
    name: "Vendor’s default",
    summary: "The vendor’s default: five actions on every key of the account, unrestricted grants.",
    scenario: {
      ...crossAccount,
      targets: [{ ...otherAccount, keys: [{ ...exampleKey, naming: { by: "every" } }] }],
      method: "create-volume",
      createGrant: "unrestricted",
      actions: "vendor",
      guards: noGuards,
    },
  },
  {
    id: "same-account",
    name: "Same account",
    summary: "Platform, instance and key in one account and region.",
    scenario: {
      ...crossAccount,
      targets: [ownAccount({ ...exampleKey, region: platform.region })],
      method: "create-volume",
    },
  },
  {
    id: "cross-account",
    name: "Cross-account",
    summary: "The instance and its key are in another account, in the platform’s region.",
    scenario: crossAccount,
  },
  {
    id: "cross-region",
    name: "Cross-region",
    summary: "The instance is in the platform’s account, in another region.",
    scenario: { ...crossAccount, targets: [ownAccount(exampleKey)], method: "create-volume" },
  },
  {
    id: "aws-managed-cross-account",
    name: "AWS managed key, other account",
    summary: "Volumes under alias/aws/ebs in another account: the import uses a temporary key.",
    scenario: {
      ...crossAccount,
      targets: [{ ...otherAccount, keys: [{ ...exampleKey, type: "aws-managed" }] }],
      method: "create-volume",
    },
  },
  {
    id: "multi-region",
    name: "Multi-Region key",
    summary: "A multi-Region key in another account, with a replica in the platform’s region.",
    scenario: {
      ...crossAccount,
      targets: [
        {
          ...otherAccount,
          keys: [
            {
              ...exampleKey,
              type: "multi-region",
              replicaRegions: [platform.region],
              naming: { by: "arn", keyId: exampleMultiRegionKeyId },
            },
          ],
        },
      ],
    },
  },
];

/** The scenario of a new page. */
export const defaultScenario: Scenario = presets[0].scenario;
