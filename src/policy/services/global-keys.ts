import type { ConditionKey } from "../kms/index.ts";

const single = (type: ConditionKey["type"], ...names: readonly string[]): ConditionKey[] =>
  names.map((name) => ({ name: `aws:${name}`, type, list: false }));

const lists = (type: ConditionKey["type"], ...names: readonly string[]): ConditionKey[] =>
  names.map((name) => ({ name: `aws:${name}`, type, list: true }));

/**
 * The global condition keys and their types. Written by hand, because the reference's data has only those for tags.
 * `${…}` stands for a name that the policy chooses. Source: IAM User Guide, "AWS global condition context keys".
 */
export const globalConditionKeys: readonly ConditionKey[] = [
  ...single(
    "String",
    "CalledViaAWSMCP",
    "CalledViaFirst",
    "CalledViaLast",
    "Ec2InstanceSourceVpc",
    "FederatedProvider",
    "PrincipalAccount",
    "PrincipalOrgID",
    "PrincipalServiceName",
    "PrincipalTag/${TagKey}",
    "PrincipalType",
    "RequestTag/${TagKey}",
    "RequestedRegion",
    "ResourceAccount",
    "ResourceOrgID",
    "ResourceTag/${TagKey}",
    "SourceAccount",
    "SourceIdentity",
    "SourceOrgID",
    "SourceVpc",
    "SourceVpce",
    "VpceAccount",
    "VpceOrgID",
    "referer",
    "UserAgent",
    "userid",
    "username",
  ),
  ...single(
    "ARN",
    "ChatbotSourceArn",
    "PrincipalArn",
    "SignInSessionArn",
    "SourceArn",
    "SourceVpcArn",
  ),
  ...single(
    "Bool",
    "AssumedRoot",
    "IsMcpServiceAction",
    "MultiFactorAuthPresent",
    "PrincipalIsAWSService",
    "SecureTransport",
    "ViaAWSMCPService",
    "ViaAWSService",
  ),
  ...single("Numeric", "MultiFactorAuthAge"),
  ...single("Date", "CurrentTime", "EpochTime", "TokenIssueTime"),
  ...single("IPAddress", "Ec2InstanceSourcePrivateIPv4", "SourceIp", "VpcSourceIp"),
  ...lists(
    "String",
    "CalledVia",
    "PrincipalOrgPaths",
    "PrincipalServiceNamesList",
    "ResourceOrgPaths",
    "SourceOrgPaths",
    "TagKeys",
    "VpceOrgPaths",
  ),
];
