/** A user of the import’s keys that has no part in the import, such as an Auto Scaling group. */
export interface OtherUser {
  /** Identifies the user at any place in the list. */
  readonly id: string;
  readonly kind: OtherUserKind;
  /** The account of its role; empty: the account of each key. */
  readonly account: string;
  /** Like `Platform.role`; empty: the role that AWS makes for it, if there is one. */
  readonly role: string;
  /** The service that calls KMS for it; only of the kind `service`. */
  readonly service?: KeyService;
  /** The ids of the keys that it uses; if absent, every customer managed key of the import. */
  readonly keys?: readonly string[];
}

export const otherUserKinds = [
  "auto-scaling",
  "eks-nodes",
  "karpenter",
  "ebs-csi",
  "lifecycle-manager",
  "backup",
  "inspector",
  "scanner",
  "service",
] as const;
export type OtherUserKind = (typeof otherUserKinds)[number];

/** Kinds of which AWS makes no role: the answers name it. Listed apart from `otherUserFacts`, whose texts the first view does not need. */
export const kindsWithNamedRole: readonly OtherUserKind[] = [
  "karpenter",
  "ebs-csi",
  "scanner",
  "service",
];

/** The services of which the documentation says what they need of a key. */
export const keyServices = ["rds", "s3", "secretsmanager"] as const;
export type KeyService = (typeof keyServices)[number];

/** The limits of the list. A link or file does not restore more. */
export const otherUserLimits = { users: 20, keys: 50 };
