import { ebsCalls } from "#policy/kms";
import {
  accountDecides,
  allow,
  allowTo,
  anyEc2,
  anyKey,
  copies,
  copiesShared,
  encryptDecryptReEncrypt,
  forAwsResources,
  foreignRole,
  keyAccount,
  keyRegion,
  least,
  ownRole,
  type PublishedPlatform,
  platformAccount,
  policy,
  read,
  readShared,
  readsBlocks,
  root,
  step,
} from "./statements.ts";

/** What other vendors publish. Source: facts §10. */
export const vendorPlatforms: readonly PublishedPlatform[] = [
  {
    id: "cloud-forensics-utils",
    name: "Google cloud-forensics-utils",
    source: {
      where: "google/cloud-forensics-utils",
      path: "libcloudforensics/providers/aws/internal/kms.py",
      version: "0a159d931b55",
      read,
    },
    key: policy(
      accountDecides,
      allowTo("Allow use of the key", root(platformAccount), [
        ...encryptDecryptReEncrypt,
        "kms:CreateGrant",
      ]),
    ),
    caller: foreignRole("Forensics"),
    steps: [copiesShared],
    least: { key: least(readShared, foreignRole("Forensics")) },
  },
  {
    id: "datadog",
    name: "Datadog agentless scanning",
    source: {
      where: "DataDog/terraform-module-datadog-agentless-scanner",
      path: "modules/scanning-delegate-role/main.tf",
      version: "01b9166f5504",
      read,
      leftOut:
        "With scanning for sensitive data, which is optional, the role may also use keys through S3.",
    },
    identity: policy(
      allow("DatadogAgentlessScannerCopyEncryptedSnapshotGrantKey", "kms:CreateGrant", anyKey, {
        "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": "aws:ebs:id" },
        StringLike: anyEc2,
        Bool: forAwsResources,
      }),
      allow("DatadogAgentlessScannerKMSDescribe", "kms:DescribeKey", anyKey),
      allow("DatadogAgentlessScannerDecryptEncryptedSnapshots", "kms:Decrypt", anyKey, {
        "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": "aws:ebs:id" },
        StringLike: anyEc2,
      }),
    ),
    caller: ownRole("DatadogAgentlessScannerDelegateRole"),
    steps: [
      step("Take over an encrypted snapshot", "ec2:CopySnapshot", ["DescribeKey", "CreateGrant"]),
      readsBlocks,
    ],
    least: { identity: least(["DescribeKey", "Decrypt", "CreateGrant"]) },
  },
  {
    id: "lacework",
    name: "Lacework / FortiCNAPP agentless scanning",
    source: {
      where: "lacework/terraform-aws-agentless-scanning",
      path: "main.tf",
      version: "03fa7188e61b",
      read,
    },
    identity: policy(
      allow(
        "SnapshotEncryption",
        ["kms:DescribeKey", ...encryptDecryptReEncrypt, "kms:GenerateDataKey*", "kms:CreateGrant"],
        "*",
        { StringLike: anyEc2 },
      ),
    ),
    caller: ownRole("lacework-task-role"),
    steps: [copies, readsBlocks],
    least: { identity: least(ebsCalls) },
  },
  {
    id: "sysdig",
    name: "Sysdig agentless scanning, role",
    source: {
      where: "sysdiglabs/terraform-aws-secure",
      path: "modules/agentless-scanning/main.tf",
      version: "1a3f6bf4ed99",
      read,
    },
    identity: policy(
      allow(
        "AllowKMSKeysListing",
        ["kms:ListKeys", "kms:ListAliases", "kms:ListResourceTags"],
        "*",
        { StringEquals: { "aws:RequestedRegion": keyRegion } },
      ),
      allow(
        "AllowKMSEncryptDecrypt",
        ["kms:DescribeKey", ...encryptDecryptReEncrypt, "kms:GenerateDataKey*", "kms:CreateGrant"],
        "*",
        { StringLike: anyEc2, StringEquals: { "aws:RequestedRegion": keyRegion } },
      ),
    ),
    caller: ownRole("sysdig-secure-scanning"),
    steps: [copies],
    least: { identity: least(ebsCalls) },
  },
  {
    id: "sysdig-key",
    name: "Sysdig agentless scanning, its key",
    source: {
      where: "sysdiglabs/terraform-aws-secure",
      path: "modules/agentless-scanning/main.tf",
      version: "1a3f6bf4ed99",
      read,
    },
    key: policy(
      allowTo(
        "SysdigAllowKms",
        [root(platformAccount), ownRole("sysdig-secure-scanning")],
        [
          ...encryptDecryptReEncrypt,
          "kms:GenerateDataKey*",
          "kms:DescribeKey",
          "kms:CreateGrant",
          "kms:ListGrants",
        ],
      ),
      allowTo(
        "AllowCustomerManagement",
        [root(keyAccount), ownRole("Deployer"), ownRole("StackSetExecutionRole")],
        "kms:*",
      ),
    ),
    caller: foreignRole("Scanner"),
    steps: [copiesShared],
    least: { key: least(readShared, foreignRole("Scanner")) },
  },
  {
    id: "crowdstrike",
    name: "CrowdStrike agentless scanning, its key in a target account",
    source: {
      where: "CrowdStrike/terraform-aws-cloud-registration",
      path: "modules/agentless-scanning-environments/kms.tf",
      version: "c7ee2135955f",
      read,
      leftOut:
        "Two statements, “Allow administration of the key” and “Allow use of the key to this account”, name two roles of the key’s account by their unique ids.",
    },
    key: policy(
      accountDecides,
      allowTo(
        "Allow use of the key from host account",
        root(platformAccount),
        [
          "kms:DescribeKey",
          ...encryptDecryptReEncrypt,
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext",
        ],
        { StringEquals: { "aws:PrincipalArn": foreignRole("AgentlessScanning") } },
      ),
      allowTo(
        "Allow attachment of persistent resources",
        root(platformAccount),
        ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
        {
          StringEquals: { "aws:PrincipalArn": foreignRole("AgentlessScanning") },
          Bool: forAwsResources,
        },
      ),
    ),
    caller: foreignRole("AgentlessScanning"),
    steps: [copiesShared],
    least: { key: least(readShared, foreignRole("AgentlessScanning")) },
  },
  {
    id: "elastic",
    name: "Elastic Cloud Native Vulnerability Management",
    source: {
      where: "elastic/cloudbeat",
      path: "deploy/cloudformation/elastic-agent-ec2-cnvm.yml",
      version: "0794674814e6",
      read,
    },
    identity: policy(),
    caller: ownRole("ElasticAgentRole"),
    steps: [readsBlocks],
    least: { identity: least(["Decrypt"]) },
  },
];
