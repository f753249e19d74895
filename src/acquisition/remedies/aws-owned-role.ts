import type { AccessRequest } from "#engine";
import { parseArn, roleArn, roleOfSession, serviceLinkedRoles } from "#policy";

/** A role whose policies only AWS, or IAM Identity Center, can edit. */
export interface AwsOwnedRole {
  readonly kind: "service-linked" | "identity-center" | "ec2-infrastructure";
  readonly name: string;
  readonly account: string;
  readonly partition: string;
  /** With its path. `undefined` if nothing says the path: an STS ARN leaves it out (facts §8). */
  readonly arn: string | undefined;
  /** The role makes EC2 launch instances, so it needs what EBS needs of the key. */
  readonly launchesInstances: boolean;
}

/**
 * The role of AWS that calls, if one does. Its path comes from the caller's ARN, from `aws:PrincipalArn`, or from the name
 * of a service-linked role whose service is known. Source: facts §8.
 */
export function awsOwnedRole({
  principal,
  context,
}: Pick<AccessRequest, "principal" | "context">): AwsOwnedRole | undefined {
  const issuer = context?.["aws:PrincipalArn"];
  const given = [principal, ...(typeof issuer === "string" ? [issuer] : [])];
  const roles = given.flatMap((text) => roleIn(text) ?? []);
  const [first] = roles;
  if (!first) return undefined;
  const { name, account, partition } = first;
  const withPath = roles.find(({ path }) => path !== "")?.path;
  const kind = kindOf(name, withPath ?? "");
  if (kind === undefined) return undefined;
  const linked = Object.hasOwn(serviceLinkedRoles, withoutSuffix(name))
    ? serviceLinkedRoles[withoutSuffix(name)]
    : undefined;
  const known =
    kind === "service-linked" && linked ? `aws-service-role/${linked.service}/` : undefined;
  const path = withPath ?? known;
  return {
    kind,
    name,
    account,
    partition,
    arn: path === undefined ? undefined : roleArn(partition, account, `${path}${name}`),
    launchesInstances: linked?.launchesInstances === true,
  };
}

interface NamedRole {
  readonly name: string;
  readonly path: string;
  readonly account: string;
  readonly partition: string;
}

function roleIn(text: string): NamedRole | undefined {
  const arn = parseArn(text);
  if (!arn) return undefined;
  const { service, resource, account, partition } = arn;
  const session = roleOfSession(arn);
  const role = service === "iam" ? /^role\/((?:[^/]+\/)*)([^/]+)$/.exec(resource) : undefined;
  // EC2's role has an instance where others have a name (facts §8).
  const infrastructure =
    service === "iam" && /^role\/aws:ec2-infrastructure(?:\/|$)/.test(resource);
  if (infrastructure) return { name: ec2Infrastructure, path: "", account, partition };
  if (session) return { name: session, path: "", account, partition };
  return role ? { name: role[2] ?? "", path: role[1] ?? "", account, partition } : undefined;
}

const ec2Infrastructure = "aws:ec2-infrastructure";

function kindOf(name: string, path: string): AwsOwnedRole["kind"] | undefined {
  if (name === ec2Infrastructure) return "ec2-infrastructure";
  if (name.startsWith("AWSServiceRoleFor") || path.startsWith("aws-service-role/"))
    return "service-linked";
  if (name.startsWith("AWSReservedSSO_") || path.startsWith("aws-reserved/"))
    return "identity-center";
  return undefined;
}

/** Auto Scaling's role may have a suffix. Source: EC2 Auto Scaling User Guide, "Service-linked roles". */
function withoutSuffix(name: string): string {
  return name.startsWith("AWSServiceRoleForAutoScaling_") ? "AWSServiceRoleForAutoScaling" : name;
}
