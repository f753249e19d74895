import { accountId, parseArn } from "#policy";
import type { KeyService, OtherUser, OtherUserKind } from "./other-users.ts";
import { type Role, roleOf } from "./principals.ts";
import type { Key, Scenario, Target } from "./scenario.ts";
import { isIamPath } from "./validate-key.ts";

/** What is known of a kind of user. */
export interface OtherUserFacts {
  readonly name: string;
  /** The role that AWS makes for it, with its path; empty if the user of Keyhole names it. */
  readonly ownRole: string;
  /** The same in an account that does not own the key, if it is another one. */
  readonly ownRoleElsewhere?: string;
  /** The public page that says what it needs of a key; facts §9 has all of them. */
  readonly source: string;
}

const serviceLinked = (service: string, name: string) =>
  `aws-service-role/${service}.amazonaws.com/AWSServiceRoleFor${name}`;
const autoScaling = {
  ownRole: serviceLinked("autoscaling", "AutoScaling"),
  source:
    "EC2 Auto Scaling User Guide, “Required AWS KMS key policy for use with encrypted volumes”",
};

/** Each kind with its role and source. Source: facts §9. */
export const otherUserFacts: Readonly<Record<OtherUserKind, OtherUserFacts>> = {
  "auto-scaling": { name: "EC2 Auto Scaling", ...autoScaling },
  "eks-nodes": { name: "EKS managed nodes", ...autoScaling },
  karpenter: { name: "Karpenter", ownRole: "", source: "Karpenter, “Troubleshooting”" },
  "ebs-csi": { name: "EBS CSI driver", ownRole: "", source: "EBS CSI driver, docs/install.md" },
  "lifecycle-manager": {
    name: "Data Lifecycle Manager",
    ownRole: "service-role/AWSDataLifecycleManagerDefaultRole",
    source: "EBS User Guide, “Control access to Amazon Data Lifecycle Manager using IAM”",
  },
  backup: {
    name: "AWS Backup",
    ownRole: "service-role/AWSBackupDefaultServiceRole",
    ownRoleElsewhere: serviceLinked("backup", "Backup"),
    source: "AWS managed policy AWSBackupServiceLinkedRolePolicyForBackup",
  },
  inspector: {
    name: "Amazon Inspector agentless scans",
    ownRole: serviceLinked("agentless.inspector2", "AmazonInspector2Agentless"),
    source: "AWS managed policy AmazonInspector2AgentlessServiceRolePolicy",
  },
  scanner: {
    name: "Agentless scanner",
    ownRole: "",
    source: "DataDog/terraform-module-datadog-agentless-scanner",
  },
  service: { name: "Another service", ownRole: "", source: "" },
};

/** The services with what they are called and the page that says what they need. Source: facts §9. */
export const keyServiceFacts: Readonly<
  Record<KeyService, Pick<OtherUserFacts, "name" | "source">>
> = {
  rds: { name: "Amazon RDS", source: "RDS User Guide, “AWS KMS key management”" },
  s3: {
    name: "Amazon S3",
    source: "S3 User Guide, “Using server-side encryption with AWS KMS keys”",
  },
  secretsmanager: {
    name: "AWS Secrets Manager",
    source: "Secrets Manager User Guide, “Secret encryption and decryption in AWS Secrets Manager”",
  },
};

/**
 * What lets a user use a key. `key-policy`: the key policy names its role. `own-policy`: AWS's policy of the role allows it,
 * and the key policy leaves the key to its account. `both`: the key policy names the role of another account, whose own
 * policies must allow it too. `grant`: the role of another account has policies that nobody can edit, so somebody there makes
 * a grant for it.
 */
export type OtherUserAccess = "key-policy" | "own-policy" | "both" | "grant";

/** A user with its role, about one key. */
export interface UserOfKey {
  readonly user: OtherUser;
  /** “EC2 Auto Scaling”, “Amazon RDS for AppRole”. */
  readonly name: string;
  readonly role: Role;
  readonly access: OtherUserAccess;
  readonly source: string;
}

/** The other users of a source’s key, in the order of the answers; without those whose answers are incomplete. */
export function usersOfSource(
  { otherUsers = [], partition }: Scenario,
  { key, target }: { readonly key: Key; readonly target: Target },
): readonly UserOfKey[] {
  if (key.type === "aws-managed") return [];
  return otherUsers.flatMap((user): UserOfKey[] => {
    if (user.keys && !user.keys.includes(key.id)) return [];
    const account = user.account === "" ? target.account : user.account;
    const isOwn = account === target.account;
    // AWS’s policy of its role allows only keys of its own account.
    if (user.kind === "inspector" && !isOwn) return [];
    const role = roleOf(partition, account, fieldOf(user, isOwn));
    if (!role || !isWhole(user, role)) return [];
    const { name, source } = user.service
      ? keyServiceFacts[user.service]
      : otherUserFacts[user.kind];
    return [
      {
        user,
        name: user.service ? `${name} for ${role.name}` : name,
        role,
        access: accessOf(user, isOwn),
        source,
      },
    ];
  });
}

function fieldOf({ role, kind }: OtherUser, isOwn: boolean): string {
  if (role.trim() !== "") return role;
  const { ownRole, ownRoleElsewhere } = otherUserFacts[kind];
  return isOwn ? ownRole : (ownRoleElsewhere ?? ownRole);
}

function accessOf({ kind }: OtherUser, isOwn: boolean): OtherUserAccess {
  if (kind === "inspector") return "own-policy";
  if (kind === "backup") return isOwn ? "own-policy" : "both";
  if (isOwn) return "key-policy";
  return kind === "auto-scaling" || kind === "eks-nodes" ? "grant" : "both";
}

/** Whether the answers name a role that AWS accepts: nothing else may become a principal. */
function isWhole({ kind, service, account, role: field }: OtherUser, role: Role): boolean {
  const arn = parseArn(field.trim());
  return (
    (kind === "service") === (service !== undefined) &&
    (account === "" || accountId(account) !== undefined) &&
    isIamPath(role.path) &&
    (!arn || (arn.account === account && field.trim() === role.arn))
  );
}

/** An id that no user of the list has. */
export function newOtherUserId(users: readonly OtherUser[]): string {
  let number = users.length + 1;
  while (users.some(({ id }) => id === `u${number}`)) number += 1;
  return `u${number}`;
}
