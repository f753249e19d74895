import type { StepKind } from "#acquisition";

/**
 * What the map shows, without positions: plain JSON. A scenario with sources of unequal verdict has several groups; each
 * group is one import in full, which stands for all sources with the same verdict.
 */
export interface Scene {
  /** Broken groups first, one source each; then equal ones, the fewest first. */
  readonly groups: readonly SceneGroup[];
  /** Sources that stop and are not among the groups, because there are too many of them. */
  readonly moreStopped: number;
  readonly platform: ScenePlace;
  readonly platformRole: string;
}

/** Sources with the same steps and the same outcome. */
export interface SceneGroup {
  /** Unique in a scene. */
  readonly id: string;
  /** What became of the import: the worst of its steps. */
  readonly outcome: Outcome;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly sources: number;
  /** One sentence: “stops at step 4: Read the snapshot’s blocks”. */
  readonly sentence: string;
  /** The import of the first of them; left out for an account of a large scenario of which only the counts are known. */
  readonly route?: RouteScene;
}

/** What became of the import from a source; `open`: it works, and an abuse is open. */
export type Outcome = "works" | "open" | "stops" | "withheld" | "undecided";

/**
 * `quiet`: the call asks no key and no role. `unreached`: an earlier call stops the import. The others as the run says:
 * `stops` is a broken step.
 */
export type CallState = "works" | "quiet" | "stops" | "withheld" | "undecided" | "unreached";

/** A region of an account. */
export interface ScenePlace {
  readonly account: string;
  readonly region: string;
}

/** The import from one source. */
export interface RouteScene {
  readonly sourceId: string;
  readonly source: ScenePlace;
  readonly platform: ScenePlace;
  /** The platform's role first, then the role that it assumes. */
  readonly roles: readonly SceneRole[];
  readonly keys: readonly SceneKey[];
  /** What the data passes, in this order. */
  readonly data: readonly SceneData[];
  /** The calls of the import, numbered in their order. */
  readonly calls: readonly SceneCall[];
  /** Permissions that the vendor documents though no call is known to use them. */
  readonly documented: readonly DocumentedPermission[];
  readonly abuses: readonly SceneAbuse[];
  /** Who else uses the keys. */
  readonly users: readonly SceneUser[];
  /** The number of the call that stops the import; left out if none does. */
  readonly breaksAt?: number;
}

/** A role that calls, or that is assumed. */
export interface SceneRole {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
}

/** A key that the import uses, in one of its regions. */
export interface SceneKey extends ScenePlace {
  /** Unique in a route. */
  readonly id: string;
  /** As the screen names it: `1234abcd…`, `alias/aws/ebs`, `Temporary key X`. */
  readonly name: string;
  /** “customer managed”, “AWS managed”, “multi-Region”, “primary”, “replica”. */
  readonly note: string;
  readonly icon: "key" | "aws-managed" | "temporary";
  /** The ARNs that the run's requests name it by. */
  readonly arns: readonly string[];
}

/** What the data is at one place of its way. */
export type DataKind =
  | "volume"
  | "snapshot"
  | "copy"
  | "blocks"
  | "new-volume"
  | "worker"
  | "evidence";

/** The data at one place of its way. */
export interface SceneData extends ScenePlace {
  readonly kind: DataKind;
  readonly title: string;
  /** “not read”, “under X”. */
  readonly note: string;
  /** Whether the data gets here: every call up to it works. */
  readonly reached: boolean;
}

/** One call of the import. */
export interface SceneCall {
  readonly stepId: string;
  readonly kind: StepKind;
  readonly number: number;
  readonly title: string;
  /** `ec2:CopySnapshot` */
  readonly operation: string;
  readonly state: CallState;
  /** ARN of the role that calls; one of the route's roles. */
  readonly caller: string;
  /** Where the call goes. */
  readonly account: string;
  readonly region: string;
  /** What it acts on: a role, a key, or data by its position in the route's list. */
  readonly on:
    | { readonly what: "role"; readonly arn: string }
    | { readonly what: "key"; readonly key: string }
    | { readonly what: "data"; readonly at: number };
  /** The requests to keys that AWS makes for it. */
  readonly uses: readonly KeyUse[];
  /** Every action that the step asks for, without duplicates. */
  readonly actions: readonly string[];
  /** Why it does not work. */
  readonly why?: string;
}

/** The requests of one call about one key. */
export interface KeyUse {
  readonly key: string;
  /** The data that it encrypts or decrypts, by its position; left out between two keys (ReplicateKey). */
  readonly at?: number;
  /** “kms:Decrypt”, “4 requests”; what breaks is named. */
  readonly label: string;
  readonly state: CallState;
}

/** A permission that the vendor documents though no call is known to use it. */
export interface DocumentedPermission {
  readonly stepId: string;
  readonly title: string;
  readonly caller: string;
  readonly actions: readonly string[];
  readonly state: CallState;
}

/** Another user of a key, such as an Auto Scaling group: all its calls are one arrow. */
export interface SceneUser {
  /** Unique in a scene. */
  readonly id: string;
  /** “EC2 Auto Scaling”. */
  readonly name: string;
  readonly role: SceneRole;
  /** The id of the key that it uses. */
  readonly key: string;
  /** Whether it keeps working: the worst of its calls. */
  readonly state: CallState;
  /** The actions that it asks for, without duplicates. */
  readonly actions: readonly string[];
  /** The step that decides the state. */
  readonly stepId: string;
}

/** Something that must be refused. */
export interface SceneAbuse {
  readonly id: string;
  /** What is tried, whatever it is tried on. */
  readonly kind: string;
  readonly title: string;
  readonly about: string;
  readonly state: "open" | "refused" | "undecided";
  /** The key (by its id) or role (by its ARN) that it touches; left out if the map shows neither. */
  readonly touches?: string;
  /** The answer that closes it, or why it stays open. */
  readonly note?: string;
}
