import {
  accountDecides,
  allow,
  anyEc2,
  anyKey,
  copies,
  copyCalls,
  ebsData,
  forAwsResources,
  keyAccount,
  keyInAudit,
  keyRegion,
  least,
  ownRole,
  type PublishedPlatform,
  policy,
  read,
  readsBlocks,
  snapshot,
  step,
  volume,
} from "./statements.ts";

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
    least: { identity: least(copyCalls) },
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
        title: "Encrypt the data of a log group again",
        operation: "logs:PutLogEvents",
        asks: ["ReEncryptFrom", "ReEncryptTo"],
        service: "",
      },
    ],
    least: {
      key: policy(accountDecides, {
        Sid: "LogsUseKey",
        Effect: "Allow",
        Principal: { Service: `logs.${keyRegion}.amazonaws.com` },
        Action: ["kms:ReEncryptFrom", "kms:ReEncryptTo"],
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
      where: "AWS managed policy AWSBackupGuardDutyRolePolicyForScans (zoph-io/MAMIP)",
      path: "policies/AWSBackupGuardDutyRolePolicyForScans",
      version: "v2",
      read,
    },
    identity: policy(
      allow("CreateGrantForReEncryptAndEBSDirect", "kms:CreateGrant", anyKey, {
        Null: { "kms:GrantOperations": "false" },
        StringLike: {
          "kms:ViaService": ["guardduty.*.amazonaws.com", "backup.*.amazonaws.com"],
          "kms:EncryptionContext:aws:ebs:id": "snap-*",
        },
        "ForAllValues:StringEquals": {
          "kms:GrantOperations": [
            "Decrypt",
            "ReEncryptFrom",
            "ReEncryptTo",
            "RetireGrant",
            "DescribeKey",
          ],
        },
      }),
      allow("DescribeKeyPermissions", "kms:DescribeKey", anyKey),
      allow("ShareSnapshotKMSPermissions", ["kms:ReEncryptTo", "kms:ReEncryptFrom"], anyKey, {
        StringLike: { ...anyEc2, ...ebsData },
      }),
    ),
    caller: ownRole("BackupScan"),
    steps: [
      {
        ...step("Grant for a snapshot that was copied", "", ["CreateGrant"], snapshot),
        operation: "guardduty:StartMalwareScan",
        service: "guardduty",
      },
      {
        ...step("Grant for a snapshot that CreateSnapshot made", "", ["CreateGrant"], volume),
        operation: "guardduty:StartMalwareScan",
        service: "guardduty",
      },
    ],
    least: {
      identity: policy(
        allow("GrantForScan", "kms:CreateGrant", keyInAudit, {
          Bool: forAwsResources,
          StringEquals: { "kms:ViaService": `guardduty.${keyRegion}.amazonaws.com` },
          StringLike: ebsData,
          "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt", "DescribeKey"] },
        }),
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
