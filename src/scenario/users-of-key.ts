import { accountId, parseArn } from "#policy";
import type { KeyService, OtherUser, OtherUserKind } from "./other-users.ts";
import { type Role, roleOf } from "./principals.ts";
import { error, type Problem } from "./problem.ts";
import type { Key, Scenario, Target } from "./scenario.ts";
import { isIamPath } from "./validate-key.ts";

/** What is known of a kind of user. */
export interface OtherUserFacts {
  readonly name: string;
  /** The role that AWS makes for it, with its path; empty if the user of Keyhole names it. */
  readonly ownRole: string;
  /** The same in an account that does not own the key, if it is another one. */
  readonly ownRoleElsewhere?: string;
  /** The public page or file that says what it needs of a key. */
  readonly source: string;
}

const autoScalingRole = "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";

/** Each kind with its role and source. Source: facts §9. */
export const otherUserFacts: Readonly<Record<OtherUserKind, OtherUserFacts>> = {
  "auto-scaling": {
    name: "EC2 Auto Scaling",
    ownRole: autoScalingRole,
    source:
      "EC2 Auto Scaling User Guide, “Required AWS KMS key policy for use with encrypted volumes”",
  },
  "eks-nodes": {
    name: "EKS managed nodes",
    ownRole: autoScalingRole,
    source:
      "EKS User Guide, “Managed node groups” (an Auto Scaling group launches them); EC2 Auto Scaling User Guide, “Required AWS KMS key policy for use with encrypted volumes”",
  },
  karpenter: {
    name: "Karpenter",
    ownRole: "",
    source:
      "Karpenter, “Troubleshooting” (node terminates on failed encrypted EBS volume) and issue 4935; EBS User Guide, “Requirements for Amazon EBS encryption”",
  },
  "ebs-csi": {
    name: "EBS CSI driver",
    ownRole: "",
    source:
      "kubernetes-sigs/aws-ebs-csi-driver, docs/install.md; openshift/cluster-storage-operator, pull request 345 (ReEncrypt); EBS User Guide, “Requirements for Amazon EBS encryption”",
  },
  "lifecycle-manager": {
    name: "Data Lifecycle Manager",
    ownRole: "service-role/AWSDataLifecycleManagerDefaultRole",
    source:
      "EBS User Guide, “Control access to Amazon Data Lifecycle Manager using IAM” (permissions for encryption) and “Requirements for Amazon EBS encryption”",
  },
  backup: {
    name: "AWS Backup",
    ownRole: "service-role/AWSBackupDefaultServiceRole",
    ownRoleElsewhere: "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup",
    source:
      "AWS managed policies AWSBackupServiceRolePolicyForBackup and AWSBackupServiceLinkedRolePolicyForBackup; AWS re:Post, “cross-account copy” in AWS Backup",
  },
  inspector: {
    name: "Amazon Inspector agentless scans",
    ownRole:
      "aws-service-role/agentless.inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2Agentless",
    source:
      "Amazon Inspector User Guide, “Service-linked role permissions for Amazon Inspector agentless scans”",
  },
  scanner: {
    name: "Agentless scanner",
    ownRole: "",
    source: "DataDog/terraform-module-datadog-agentless-scanner, scanning-delegate-role/main.tf",
  },
  service: {
    name: "A user of another service",
    ownRole: "",
    source: "KMS Developer Guide, “kms:ViaService”",
  },
};

const serviceNames: Readonly<Record<KeyService, string>> = {
  rds: "Amazon RDS",
  s3: "Amazon S3",
  secretsmanager: "AWS Secrets Manager",
};

/** What a service is called. */
export function nameOfService(service: KeyService): string {
  return serviceNames[service];
}

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
    if (problemsOfUser(partition, user).length > 0) return [];
    const account = user.account === "" ? target.account : user.account;
    const isOwn = account === target.account;
    // Its policy is held to keys of its own account, and so is every scan.
    if (user.kind === "inspector" && !isOwn) return [];
    const role = roleOf(partition, account, fieldOf(user, isOwn));
    if (!role) return [];
    const { name, source } = otherUserFacts[user.kind];
    return [
      {
        user,
        name: user.service ? `${nameOfService(user.service)} for ${role.name}` : name,
        role,
        access: accessOf(user, isOwn),
        source: user.service ? sourceOfService[user.service] : source,
      },
    ];
  });
}

const sourceOfService: Readonly<Record<KeyService, string>> = {
  rds: "RDS User Guide, “AWS KMS key management” (authorizing use of a customer managed key)",
  s3: "S3 User Guide, “Using server-side encryption with AWS KMS keys” (permissions)",
  secretsmanager: "KMS Developer Guide, “How AWS Secrets Manager uses AWS KMS”",
};

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

/** What the answers about other users lack. The paths begin with `otherUsers.` and the user’s id. */
export function otherUserProblems({
  otherUsers = [],
  partition,
  targets,
}: Scenario): readonly Problem[] {
  const accounts = new Set(targets.map(({ account }) => account));
  return otherUsers.flatMap((user) => [
    ...problemsOfUser(partition, user),
    ...(user.kind === "inspector" && user.account !== "" && !accounts.has(user.account)
      ? [
          error(
            `otherUsers.${user.id}.account`,
            "Amazon Inspector scans with a role of the key’s own account. Leave the account empty.",
          ),
        ]
      : []),
  ]);
}

function problemsOfUser(partition: string, user: OtherUser): readonly Problem[] {
  const path = `otherUsers.${user.id}`;
  if (user.account !== "" && !accountId(user.account))
    return [error(`${path}.account`, "An account id is 12 digits, without dashes.")];
  if (user.kind === "service" && !user.service)
    return [error(`${path}.service`, "Choose the service.")];
  const field = user.role.trim();
  if (field === "")
    return otherUserFacts[user.kind].ownRole === ""
      ? [error(`${path}.role`, "Enter the role’s name or ARN.")]
      : [];
  const role = roleOf(partition, user.account, field);
  const arn = parseArn(field);
  if (!role || (arn && (arn.service !== "iam" || !arn.resource.startsWith("role/"))))
    return [error(`${path}.role`, "This is not the ARN of a role: arn:…:iam::ACCOUNT:role/NAME.")];
  if (arn && arn.partition !== partition)
    return [error(`${path}.role`, `This role is in partition ${arn.partition}.`)];
  if (arn && arn.account !== user.account)
    return [error(`${path}.role`, `This role is in account ${arn.account}. Enter it as account.`)];
  if (!isIamPath(role.path))
    return [error(`${path}.role`, "A role’s name has letters, digits and + = , . @ - _ only.")];
  return [];
}
