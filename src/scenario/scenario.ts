import type { Partition } from "#policy/kms";

/**
 * The answers: everything that Keyhole asks. Text fields hold what the user answered; an empty one is a question not
 * yet answered. A scenario is plain JSON, so that it can travel in a link and to the worker.
 */
export interface Scenario {
  readonly partition: Partition;
  readonly platform: Platform;
  /** The accounts that own keys; the platform's own account is a target like any other. */
  readonly targets: readonly Target[];
  readonly method: AcquisitionMethod;
  /** How another account's key is used when volumes are created; EBS direct never needs an answer. */
  readonly crossAccount: CrossAccountApproach;
  /** The answer for every key that has none of its own. */
  readonly createGrant: CreateGrantAnswer;
  readonly actions: ActionSet;
  readonly guards: Guards;
  /** How the platform role's policy names keys and roles of other accounts; without it, each as its own answer says. */
  readonly platformNaming?: PlatformNaming;
}

/** Where the forensic platform runs, and the role that acquires (the vendor's CadoResponseRole). */
export interface Platform {
  readonly account: string;
  readonly region: string;
  /** A role name, a name with its path (`team/CadoResponseRole`), or the role's ARN. */
  readonly role: string;
  /** What the aliases of temporary keys begin with, `alias/` included. */
  readonly aliasPrefix: string;
}

/** An account with keys, and the role there that the platform role assumes. */
export interface Target {
  /** Names the target within its scenario whatever its place in the list, so that edits stay with it. */
  readonly id: string;
  readonly account: string;
  /** What people call the account. Shown only: no policy has it. */
  readonly name?: string;
  /** As `Platform.role`; empty in the platform's own account where the platform role itself acts. */
  readonly role: string;
  readonly keys: readonly Key[];
}

/** One source key, or all that its naming stands for. Fields that do not apply to its type are kept, not read. */
export interface Key {
  /** Names the key within its scenario, as `Target.id` does. */
  readonly id: string;
  readonly type: KeyType;
  readonly origin: KeyOrigin;
  readonly spec: KeySpec;
  /** Where the key is; of a multi-Region key the primary. */
  readonly region: string;
  /** The other regions of a multi-Region key. */
  readonly replicaRegions: readonly string[];
  readonly naming: KeyNaming;
  /** Role names or ARNs of users and roles that manage the key. */
  readonly administrators: readonly string[];
  /** This key's own answer; without one the scenario's counts. */
  readonly createGrant?: CreateGrantAnswer;
}

export const keyTypes = ["aws-managed", "customer-managed", "multi-region"] as const;
export type KeyType = (typeof keyTypes)[number];

export const keyOrigins = ["kms", "imported", "custom-key-store"] as const;
export type KeyOrigin = (typeof keyOrigins)[number];

export const keySpecs = ["symmetric", "asymmetric", "hmac"] as const;
export type KeySpec = (typeof keySpecs)[number];

/** How a policy can point at the key. The ARN is not stored: account, region and key id make it. */
export type KeyNaming =
  | { readonly by: "arn"; readonly keyId: string }
  | { readonly by: "alias"; readonly alias: string }
  | { readonly by: "tag"; readonly tagKey: string; readonly tagValue: string }
  | { readonly by: "every" };

/**
 * What the customer managed keys of other accounts have in common, and by tag the roles to assume there too: the platform
 * role's policy then names that instead of ARNs, and does not grow with the list. By alias, roles go by their name alone.
 * Source: KMS Developer Guide, "Using tags to control access to KMS keys", "Using aliases to control access to KMS keys".
 */
export type PlatformNaming =
  | { readonly by: "tag"; readonly tagKey: string; readonly tagValue: string }
  | { readonly by: "alias"; readonly aliasPrefix: string };

export const acquisitionMethods = ["ebs-direct", "create-volume"] as const;
export type AcquisitionMethod = (typeof acquisitionMethods)[number];

export const crossAccountApproaches = ["target-role-grants", "both-roles"] as const;
export type CrossAccountApproach = (typeof crossAccountApproaches)[number];

export const createGrantAnswers = ["withhold", "aws-resources", "unrestricted"] as const;
export type CreateGrantAnswer = (typeof createGrantAnswers)[number];

export const actionSets = ["vendor", "least"] as const;
export type ActionSet = (typeof actionSets)[number];

/** The conditions that hold each permission to its purpose. */
export interface Guards {
  /** Use only through EC2 (`kms:ViaService`). */
  readonly viaService: boolean;
  /** Use only with an EBS volume's or snapshot's encryption context. */
  readonly encryptionContext: boolean;
  /** A grant may carry only the operations that EBS documents. */
  readonly grantOperations: boolean;
  /** Only principals of this organization (`o-…`); empty for no such guard. */
  readonly organizationId: string;
  /** The external id that the target roles ask for; empty for none. */
  readonly externalId: string;
  /** Deny the use of each customer managed key to everyone but the roles of the scenario. */
  readonly denyOthers: boolean;
}

/** The most characters that an account's name may have; AWS Organizations itself allows 50. */
export const maximumAccountName = 100;

/** What a scenario may hold: past these, links, files and storage do not bring it back whole. */
export const maximumTargets = 2_000;
export const maximumKeys = 10_000;

/** The CreateGrant answer that counts for a key. */
export function createGrantFor(scenario: Scenario, key: Key): CreateGrantAnswer {
  return key.createGrant ?? scenario.createGrant;
}

/** The regions where a key stands: its own, and its replicas' where it has them; each once, in order. */
export function regionsOfKey(key: Key): readonly string[] {
  const replicas = key.type === "multi-region" ? key.replicaRegions : [];
  return [...new Set([key.region, ...replicas])];
}
