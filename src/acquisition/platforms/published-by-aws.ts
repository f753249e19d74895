import { ebsCalls } from "#policy/kms";
import { exampleSnapshot, exampleVolume } from "../requests/example-ids.ts";
import {
  accountDecides,
  allow,
  anyEc2,
  anyKey,
  copies,
  ebsData,
  forAwsResources,
  keyAccount,
  keyInAudit,
  keyRegion,
  least,
  leastStatements,
  ownRole,
  type PlatformStep,
  type PublishedPlatform,
  policy,
  read,
  readsBlocks,
  step,
} from "./statements.ts";

/**
 * What CloudWatch Logs needs of a key under the context of a log group.
 * Source: CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS".
 */
const callsOfLogs = ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey"];

/** A service of AWS that calls KMS for GuardDuty's scans of backups, as its policy names it. */
const guardDutyOrBackup = ["guardduty.*.amazonaws.com", "backup.*.amazonaws.com"];
/** The operations of the grants that its policy allows: for reading a snapshot, and for making a volume of it. */
const grantToRead = ["Decrypt", "ReEncryptFrom", "ReEncryptTo", "RetireGrant", "DescribeKey"];
const grantToMakeVolume = [
  "Decrypt",
  "CreateGrant",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
  "RetireGrant",
  "DescribeKey",
];

/** What sharing a snapshot asks. Source: GuardDuty User Guide, "Malware Protection for Backup: IAM Role Permissions". */
const sharing = ["DescribeKey", "ReEncryptFrom", "ReEncryptTo"];
/** The grant that GuardDuty makes for a scan, under an encryption context. */
const scanGrant = (title: string, context: PlatformStep["context"]): PlatformStep => ({
  title,
  operation: "guardduty:StartMalwareScan",
  asks: ["CreateGrant"],
  context,
  service: "guardduty",
});
/** The least for such grants. Which of the operations GuardDuty asks for is not published: all of them stay. */
const allowScanGrant = (
  Sid: string,
  contextKey: string,
  ids: string | string[],
  operations: string[],
) =>
  allow(Sid, "kms:CreateGrant", keyInAudit, {
    Bool: forAwsResources,
    StringEquals: { "kms:ViaService": `guardduty.${keyRegion}.amazonaws.com` },
    StringLike: { [contextKey]: ids },
    "ForAllValues:StringEquals": { "kms:GrantOperations": operations },
  });

/** What AWS publishes of its own services and solutions. Source: facts §10. */
export const awsPlatforms: readonly PublishedPlatform[] = [
  {
    id: "forensics-orchestrator",
    name: "AWS Automated Forensics Orchestrator, role",
    source: {
      where: "aws-solutions/automated-forensic-orchestrator-for-amazon-ec2",
      path: "source/lib/forensic-solution-builder-stack.ts",
      version: "2e6cf1bb2e50",
      read,
    },
    identity: policy(
      allow("Grant", "kms:CreateGrant", "*", { Bool: forAwsResources }),
      allow(
        "UseVolumeKey",
        [
          "kms:Describe*",
          "kms:EnableKey",
          "kms:Get*",
          "kms:GenerateDataKey*",
          "kms:Encrypt",
          "kms:Decrypt",
          "kms:ReEncrypt*",
        ],
        keyInAudit,
      ),
    ),
    caller: ownRole("ForensicSnapshotCopy"),
    steps: [copies],
    least: { identity: least(ebsCalls) },
  },
  {
    id: "forensics-orchestrator-logs",
    name: "AWS Automated Forensics Orchestrator, key of its logs",
    source: {
      where: "aws-solutions/automated-forensic-orchestrator-for-amazon-ec2",
      path: "source/lib/forensic-solution-builder-stack.ts",
      version: "2e6cf1bb2e50",
      read,
    },
    key: policy(accountDecides, {
      Sid: "Allow forensic Logs to use the key",
      Effect: "Allow",
      Principal: { Service: `logs.${keyRegion}.amazonaws.com` },
      Action: [
        "kms:ReEncrypt",
        "kms:GenerateDataKey",
        "kms:Encrypt",
        "kms:DescribeKey",
        "kms:Decrypt",
      ],
      Resource: "*",
    }),
    caller: `logs.${keyRegion}.amazonaws.com`,
    steps: [
      {
        title: "Encrypt and decrypt the data of a log group",
        operation: "logs:PutLogEvents",
        asks: callsOfLogs,
        context: {
          "aws:logs:arn": `arn:aws:logs:${keyRegion}:${keyAccount}:log-group:forensics`,
        },
      },
    ],
    least: {
      key: policy(accountDecides, {
        Sid: "LogsUseKey",
        Effect: "Allow",
        Principal: { Service: `logs.${keyRegion}.amazonaws.com` },
        Action: callsOfLogs.map((call) => `kms:${call}`),
        Resource: "*",
        Condition: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${keyRegion}:${keyAccount}:*`,
          },
        },
      }),
    },
  },
  {
    id: "guardduty-backup",
    name: "Amazon GuardDuty malware protection for AWS Backup",
    source: {
      where: "AWS managed policy AWSBackupGuardDutyRolePolicyForScans (zoph-io/IAMTrail)",
      path: "policies/AWSBackupGuardDutyRolePolicyForScans",
      version: "v3",
      read,
    },
    identity: policy(
      allow("CreateGrantForEncryptedVolumeCreation", "kms:CreateGrant", anyKey, {
        Null: { "kms:GrantOperations": "false" },
        StringLike: {
          "kms:EncryptionContext:aws:guardduty:id": "snap-*",
          "kms:ViaService": guardDutyOrBackup,
        },
        "ForAllValues:StringEquals": { "kms:GrantOperations": grantToMakeVolume },
      }),
      allow("CreateGrantForReEncryptAndEBSDirect", "kms:CreateGrant", anyKey, {
        Null: { "kms:GrantOperations": "false" },
        StringLike: {
          "kms:ViaService": guardDutyOrBackup,
          "kms:EncryptionContext:aws:ebs:id": "snap-*",
        },
        "ForAllValues:StringEquals": { "kms:GrantOperations": grantToRead },
      }),
      allow("DescribeKeyPermissions", "kms:DescribeKey", anyKey),
      allow("ShareSnapshotKMSPermissions", ["kms:ReEncryptTo", "kms:ReEncryptFrom"], anyKey, {
        StringLike: { ...anyEc2, ...ebsData },
      }),
      allow("DecryptKMSEncryptedDataByAWSBackup", "kms:Decrypt", anyKey, {
        StringLike: {
          "kms:EncryptionContext:aws:backup:backup-vault": "*",
          "kms:ViaService": "backup.*.amazonaws.com",
        },
      }),
    ),
    caller: ownRole("BackupScan"),
    steps: [
      step("Share the snapshot with GuardDuty", "ec2:ModifySnapshotAttribute", sharing),
      scanGrant("Grant for a volume made of the snapshot", { "aws:guardduty:id": exampleSnapshot }),
      scanGrant("Grant for a snapshot that was copied", { "aws:ebs:id": exampleSnapshot }),
      scanGrant("Grant for a snapshot that CreateSnapshot made", { "aws:ebs:id": exampleVolume }),
    ],
    least: {
      identity: policy(
        ...leastStatements(sharing),
        allowScanGrant(
          "GrantForVolume",
          "kms:EncryptionContext:aws:guardduty:id",
          "snap-*",
          grantToMakeVolume,
        ),
        allowScanGrant(
          "GrantForScan",
          "kms:EncryptionContext:aws:ebs:id",
          ["vol-*", "snap-*"],
          grantToRead,
        ),
      ),
    },
  },
  {
    id: "inspector",
    name: "Amazon Inspector agentless scans",
    source: {
      where: "AWS managed policy AmazonInspector2AgentlessServiceRolePolicy (zoph-io/MAMIP)",
      path: "policies/AmazonInspector2AgentlessServiceRolePolicy",
      version: "v1",
      read,
    },
    identity: policy(
      {
        ...allow("DenyKmsDecryptForExcludedKeys", "kms:Decrypt", anyKey, {
          StringEquals: { "aws:ResourceTag/InspectorEc2Exclusion": "true" },
        }),
        Effect: "Deny",
      },
      ...["vol-*", "snap-*"].map((id, at) =>
        allow(
          at === 0 ? "DecryptSnapshotBlocksVolContext" : "DecryptSnapshotBlocksSnapContext",
          "kms:Decrypt",
          anyKey,
          {
            StringEquals: { "aws:ResourceAccount": "${aws:PrincipalAccount}" },
            StringLike: { ...anyEc2, "kms:EncryptionContext:aws:ebs:id": id },
          },
        ),
      ),
      allow("DescribeKeysForEbsOperations", "kms:DescribeKey", anyKey, {
        StringEquals: { "aws:ResourceAccount": "${aws:PrincipalAccount}" },
        StringLike: anyEc2,
      }),
      allow("ListKeyResourceTags", "kms:ListResourceTags", anyKey),
    ),
    caller: `arn:aws:iam::${keyAccount}:role/aws-service-role/agentless.inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2Agentless`,
    steps: [readsBlocks],
    least: { identity: least(["Decrypt"]) },
  },
];
