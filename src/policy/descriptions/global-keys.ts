/**
 * What the global condition keys compare, and which requests have them. Written by hand, because the reference's data
 * lacks them.
 * Source: IAM User Guide, "AWS global condition context keys".
 */
export const globalKeyDescriptions: Readonly<Record<string, string>> = {
  "aws:CalledVia":
    "The services that called on the principal’s behalf, in order. Only in calls that a service makes for the principal.",
  "aws:CalledViaFirst":
    "The first service that called on the principal’s behalf. Only in calls that a service makes for the principal.",
  "aws:CalledViaLast":
    "The last service that called on the principal’s behalf. Only in calls that a service makes for the principal.",
  "aws:CurrentTime": "The date and time of the request. In every request.",
  "aws:EpochTime": "The date and time of the request, in seconds since 1970. In every request.",
  "aws:FederatedProvider":
    "The identity provider that the session began with. Only in sessions of federated users.",
  "aws:MultiFactorAuthAge":
    "How many seconds ago the principal used MFA. Only with temporary credentials made with MFA.",
  "aws:MultiFactorAuthPresent":
    "Whether MFA was used to make the temporary credentials. Only with temporary credentials.",
  "aws:PrincipalAccount": "The account of the principal. In every signed request.",
  "aws:PrincipalArn":
    "The ARN of the principal; of a role session the role’s ARN. In every signed request.",
  "aws:PrincipalIsAWSService":
    "Whether a service principal makes the call itself. In every signed request.",
  "aws:PrincipalOrgID": "The organization of the principal’s account. Only where that is in one.",
  "aws:PrincipalOrgPaths":
    "Where in its organization the principal’s account is. Only where that is in one.",
  "aws:PrincipalServiceName":
    "The service principal that makes the call. Only in calls of service principals.",
  "aws:PrincipalServiceNamesList":
    "All names of the service principal that makes the call. Only in calls of service principals.",
  "aws:PrincipalTag/${TagKey}":
    "A tag of the principal: of the role, user or session. Only where it has the tag.",
  "aws:PrincipalType":
    "What the principal is: `Account`, `User`, `FederatedUser`, `AssumedRole` or `Anonymous`. In every request.",
  "aws:RequestTag/${TagKey}": "A tag that the call sets. Only where the call sets it.",
  "aws:RequestedRegion": "The region that is called. In every request.",
  "aws:ResourceAccount": "The account that owns the resource. In most requests.",
  "aws:ResourceOrgID":
    "The organization of the account that owns the resource. Only where that is in one.",
  "aws:ResourceOrgPaths":
    "Where in its organization the resource’s account is. Only where that is in one.",
  "aws:ResourceTag/${TagKey}":
    "A tag of the resource. Only where it has the tag and the action supports it.",
  "aws:SecureTransport": "Whether the call comes over TLS. In every request.",
  "aws:SourceAccount":
    "The account of the resource that a service calls for. Only in calls of service principals.",
  "aws:SourceArn": "The resource that a service calls for. Only in calls of service principals.",
  "aws:SourceIdentity":
    "The source identity that was set when the role was assumed. Only in sessions that have one.",
  "aws:SourceIp":
    "The address that the call comes from. Not in calls through a VPC endpoint; when a service calls, not yours.",
  "aws:SourceOrgID":
    "The organization of the resource that a service calls for. Only in calls of service principals.",
  "aws:SourceVpc": "The VPC that the call comes from. Only in calls through a VPC endpoint.",
  "aws:SourceVpce": "The VPC endpoint that the call comes through. Only in calls through one.",
  "aws:TagKeys": "The names of all tags that the call sets or removes. Only where it does.",
  "aws:TokenIssueTime":
    "When the temporary credentials were issued. Only with temporary credentials.",
  "aws:UserAgent": "What the client calls itself: anybody can write anything there.",
  "aws:ViaAWSService":
    "Whether a service makes the call on the principal’s behalf. In every request.",
  "aws:VpcSourceIp":
    "The private address that the call comes from. Only in calls through a VPC endpoint.",
  "aws:referer": "The HTTP referrer: anybody can write anything there.",
  "aws:userid": "The unique id of the principal. In every signed request.",
  "aws:username": "The name of the user. Only in calls of IAM users.",
};
