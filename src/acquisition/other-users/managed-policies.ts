import type { Policy } from "#policy";
import type { OtherUser } from "#scenario";

const statement = (
  Action: string | string[],
  Condition?: Record<string, Record<string, string | string[]>>,
) => ({
  Effect: "Allow" as const,
  Action,
  Resource: "arn:*:kms:*:*:key/*",
  ...(Condition ? { Condition } : {}),
});

const throughEc2 = { "kms:ViaService": "ec2.*.amazonaws.com" };
const forAwsResources = { Bool: { "kms:GrantIsForAWSResource": "true" } };
const ownAccount = { StringEquals: { "aws:ResourceAccount": "${aws:PrincipalAccount}" } };

/** What AWS’s policy of the role of AWS Backup says about keys. Source: AWSBackupServiceRolePolicyForBackup, v29 (facts §9). */
const backup: Policy = {
  Version: "2012-10-17",
  Statement: [
    statement("kms:DescribeKey"),
    statement("kms:CreateGrant", forAwsResources),
    statement(["kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptTo", "kms:ReEncryptFrom"], {
      "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": "aws:ebs:id" },
      StringLike: throughEc2,
    }),
  ],
};

/**
 * What AWS’s policy of its role in another account, which copies backups there, says about keys that EC2 uses.
 * Source: AWSBackupServiceLinkedRolePolicyForBackup, v16 (facts §9).
 */
const backupElsewhere: Policy = {
  Version: "2012-10-17",
  Statement: [
    statement("kms:DescribeKey"),
    statement(["kms:ListGrants", "kms:ReEncryptFrom", "kms:GenerateDataKeyWithoutPlaintext"], {
      StringLike: throughEc2,
    }),
    statement("kms:CreateGrant", { ...forAwsResources, StringLike: throughEc2 }),
  ],
};

/** What Inspector’s role may do with keys. Source: AmazonInspector2AgentlessServiceRolePolicy, v1 (facts §9). */
const inspector: Policy = {
  Version: "2012-10-17",
  Statement: [
    {
      ...statement("kms:Decrypt", {
        StringEquals: { "aws:ResourceTag/InspectorEc2Exclusion": "true" },
      }),
      Effect: "Deny",
    },
    ...["vol-*", "snap-*"].map((id) =>
      statement("kms:Decrypt", {
        ...ownAccount,
        StringLike: { ...throughEc2, "kms:EncryptionContext:aws:ebs:id": id },
      }),
    ),
    statement("kms:DescribeKey", { ...ownAccount, StringLike: throughEc2 }),
  ],
};

/** The policy that AWS writes for a user’s role; `undefined` if the role has policies of the account’s own. */
export function managedPolicyOf({ kind }: OtherUser, isOwnAccount: boolean): Policy | undefined {
  if (kind === "inspector") return inspector;
  if (kind !== "backup") return undefined;
  return isOwnAccount ? backup : backupElsewhere;
}
