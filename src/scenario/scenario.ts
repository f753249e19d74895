import type { Partition } from "#policy/kms";
import type { Ec2Permissions } from "./ec2-permissions.ts";
import type { KeyState } from "./key-states.ts";
import type { OtherUser } from "./other-users.ts";
import type { OwnRule } from "./own-rules.ts";

/**
 * The answers: everything that Keyhole asks. An empty text is a question without an answer. A scenario is plain JSON,
 * so that it fits into a link and can be sent to the worker.
 */
export interface Scenario {
  readonly partition: Partition;
  readonly platform: Platform;
  /** The accounts that own keys; the platform's own account is a target like any other. */
  readonly targets: readonly Target[];
  readonly method: AcquisitionMethod;
  /** How the key of another account is used when volumes are created. EBS direct needs no answer. */
  readonly crossAccount: CrossAccountApproach;
  /** The answer for every key without its own answer. */
  readonly createGrant: CreateGrantAnswer;
  readonly actions: ActionSet;
  readonly guards: Guards;
  /** How the platform role's policy names keys and roles of other accounts; if absent, each by its own answer. */
  readonly platformNaming?: PlatformNaming;
  /** What must never be possible: rules of the user, which no document contains. If absent, none. */
  readonly mustNever?: readonly OwnRule[];
  /** Who else uses the keys, and must keep working. If absent, nobody. */
  readonly otherUsers?: readonly OtherUser[];
  /** Where the permissions of EC2 and EBS stand. If absent, elsewhere: their calls are not judged. */
  readonly ec2Permissions?: Ec2Permissions;
  /** When the import's roles may use the keys. If absent, always. */
  readonly period?: AccessPeriod;
  /** The moment that the run is decided for, as the user wrote it. If absent, see `momentOf`. */
  readonly moment?: string;
}

/** The account and region of the forensic platform, and its role (the vendor's CadoResponseRole). */
export interface Platform {
  readonly account: string;
  readonly region: string;
  /** A role name, a name with path (`team/CadoResponseRole`), or the role's ARN. */
  readonly role: string;
  /** The prefix of the temporary keys' aliases, including `alias/`. */
  readonly aliasPrefix: string;
}

/** An account with keys, and the role that the platform role assumes there. */
export interface Target {
  /** Identifies the target at any place in the list, so that edits stay with it. */
  readonly id: string;
  readonly account: string;
  /** The account's display name; no policy contains it. */
  readonly name?: string;
  /** Like `Platform.role`; empty in the platform's own account if the platform role itself acts. */
  readonly role: string;
  readonly keys: readonly Key[];
}

/**
 * One source key, or all keys that its naming matches. Fields that do not apply to its type are stored but not used.
 */
export interface Key {
  /** Identifies the key within its scenario, like `Target.id`. */
  readonly id: string;
  readonly type: KeyType;
  readonly origin: KeyOrigin;
  readonly spec: KeySpec;
  /** The key's region; for a multi-Region key the region of the primary. */
  readonly region: string;
  /** The other regions of a multi-Region key. */
  readonly replicaRegions: readonly string[];
  readonly naming: KeyNaming;
  /** Role names or ARNs of users and roles that manage the key. */
  readonly administrators: readonly string[];
  /** This key's answer; if absent, the scenario's applies. */
  readonly createGrant?: CreateGrantAnswer;
  /** The key's state by region, as far as the user says it. If absent, nothing is known of it. */
  readonly states?: readonly StateInRegion[];
}

export const keyTypes = ["aws-managed", "customer-managed", "multi-region"] as const;
export type KeyType = (typeof keyTypes)[number];

export const keyOrigins = ["kms", "imported", "custom-key-store"] as const;
export type KeyOrigin = (typeof keyOrigins)[number];

export const keySpecs = ["symmetric", "asymmetric", "hmac"] as const;
export type KeySpec = (typeof keySpecs)[number];

/** The state of a key in one of its regions: the replicas of a multi-Region key each have a state. */
export interface StateInRegion {
  readonly region: string;
  readonly state: KeyState;
  /** When its imported key material expires, as the user writes it; only of an enabled key. If absent, it does not. */
  readonly expires?: string;
}

/** How a policy names the key. The ARN is not stored: account, region and key id give it. */
export type KeyNaming =
  | { readonly by: "arn"; readonly keyId: string }
  | { readonly by: "alias"; readonly alias: string }
  | { readonly by: "tag"; readonly tagKey: string; readonly tagValue: string }
  | { readonly by: "every" };

/**
 * The tag or alias prefix that the customer managed keys of other accounts share; by tag also the roles to assume
 * there. The platform role's policy then names that instead of ARNs, and does not grow with the list. By alias, roles
 * are named by name only.
 * Source: KMS Developer Guide, "Using tags to control access to KMS keys", "Using aliases to control access to KMS
 * keys".
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

/** The conditions that limit each permission to its purpose. */
export interface Guards {
  /** Use only through EC2 (`kms:ViaService`). */
  readonly viaService: boolean;
  /** Use only with an EBS volume's or snapshot's encryption context. */
  readonly encryptionContext: boolean;
  /** A grant may allow only the operations that EBS documents. */
  readonly grantOperations: boolean;
  /** Only principals of this organization (`o-…`); empty without this guard. */
  readonly organizationId: string;
  /** The external id that the target roles require; empty without one. */
  readonly externalId: string;
  /** Deny the use of each customer managed key to all principals except the roles of the scenario. */
  readonly denyOthers: boolean;
}

/**
 * When the roles of the import may use the keys. Each is a day or a time as the user wrote it, in UTC; an empty text is no
 * limit.
 */
export interface AccessPeriod {
  /** The first moment of access. */
  readonly from: string;
  /** The first moment without access. */
  readonly until: string;
}

/** The longest display name of an account; AWS Organizations allows 50 characters. */
export const maximumAccountName = 100;

/** The limits of a scenario: links, files and storage do not restore a larger one completely. */
export const maximumTargets = 2_000;
export const maximumKeys = 10_000;

/** The CreateGrant answer that applies to a key. */
export function createGrantFor(scenario: Scenario, key: Key): CreateGrantAnswer {
  return key.createGrant ?? scenario.createGrant;
}

/** The regions of a key: its own and those of its replicas, in order, without duplicates. */
export function regionsOfKey(key: Key): readonly string[] {
  const replicas = key.type === "multi-region" ? key.replicaRegions : [];
  return [...new Set([key.region, ...replicas])];
}
