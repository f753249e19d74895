import type { Scenario } from "#scenario";
import type { LoggedEvent } from "./cloudtrail-log.ts";

/**
 * What EC2 does when a role creates and attaches a volume: the events of the KMS Developer Guide, “Amazon EC2 example two”,
 * with the scenario's role, key and account in place of the guide's. As there, the grant has no operations, its grantee
 * is written as a principal id, and only the user agent says that EC2 called.
 */
export function ec2Example({ platform, targets }: Scenario): readonly LoggedEvent[] {
  const { account, region, role } = platform;
  const [key] = targets[0]?.keys ?? [];
  const keyId = key?.naming.by === "arn" ? key.naming.keyId : "";
  const keyArn = `arn:aws:kms:${region}:${account}:key/${keyId}`;
  const volume = { "aws:ebs:id": "vol-f67bafb2" };
  const common = {
    eventVersion: "1.02",
    eventSource: "kms.amazonaws.com",
    awsRegion: region,
    sourceIPAddress: "192.0.2.0",
    userAgent: "AWS Internal",
    resources: [{ ARN: keyArn, accountId: account }],
    eventType: "AwsApiCall",
    recipientAccountId: account,
  };
  const userIdentity = {
    type: "AssumedRole",
    principalId: "EX_PRINCIPAL_ID",
    arn: `arn:aws:sts::${account}:assumed-role/${role}/session`,
    accountId: account,
  };
  return [
    {
      ...common,
      userIdentity,
      eventTime: "2014-11-05T21:35:35Z",
      eventName: "CreateGrant",
      requestParameters: {
        constraints: { encryptionContextSubset: volume },
        granteePrincipal: `${account}:aws:ec2-infrastructure:i-81e2f56c`,
        keyId: keyArn,
      },
      eventID: "c1ad79e3-0d3f-402a-b119-d5c31d7c6a6c",
      readOnly: false,
    },
    {
      ...common,
      userIdentity,
      eventTime: "2014-11-05T21:35:32Z",
      eventName: "GenerateDataKeyWithoutPlaintext",
      requestParameters: { encryptionContext: volume, numberOfBytes: 64, keyId: keyArn },
      eventID: "ac3cab10-ce93-4953-9d62-0b6e5cba651d",
      readOnly: true,
    },
    {
      ...common,
      userAgent: undefined,
      userIdentity: {
        type: "AssumedRole",
        principalId: `${account}:aws:ec2-infrastructure:i-81e2f56c`,
        arn: `arn:aws:sts::${account}:assumed-role/aws:ec2-infrastructure/i-81e2f56c`,
        accountId: account,
        sessionContext: {
          sessionIssuer: {
            type: "Role",
            arn: `arn:aws:iam::${account}:role/aws:ec2-infrastructure`,
            accountId: account,
            userName: "aws:ec2-infrastructure",
          },
        },
      },
      eventTime: "2014-11-05T21:35:47Z",
      eventName: "Decrypt",
      requestParameters: { encryptionContext: volume },
      eventID: "edb65380-0a3e-4123-bbc8-3d1b7cff49b0",
      readOnly: true,
    },
  ];
}
