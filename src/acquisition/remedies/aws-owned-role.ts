import type { AccessRequest } from "#engine";
import { parseArn, roleArn, roleOfSession } from "#policy";

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

/** The services of service-linked roles that launch instances with encrypted volumes, or start them. */
const launchingServices: Readonly<Record<string, string>> = {
  AWSServiceRoleForAutoScaling: "autoscaling.amazonaws.com",
  AWSServiceRoleForEC2Spot: "spot.amazonaws.com",
  AWSServiceRoleForEC2SpotFleet: "spotfleet.amazonaws.com",
  AWSServiceRoleForEC2Fleet: "ec2fleet.amazonaws.com",
};

/**
 * The services of other service-linked roles that use keys of volumes. A name that is not here may have any service.
 * Source: the page "Using service-linked roles" of each service's guide.
 */
const otherServices: Readonly<Record<string, string>> = {
  AWSServiceRoleForAmazonEKSNodegroup: "eks-nodegroup.amazonaws.com",
  AWSServiceRoleForBackup: "backup.amazonaws.com",
  AWSServiceRoleForBatch: "batch.amazonaws.com",
  AWSServiceRoleForAmazonGuardDutyMalwareProtection: "malware-protection.guardduty.amazonaws.com",
  AWSServiceRoleForAmazonInspector2Agentless: "agentless.inspector2.amazonaws.com",
  AWSServiceRoleForRDS: "rds.amazonaws.com",
  AWSServiceRoleForElasticDisasterRecovery: "drs.amazonaws.com",
  AWSServiceRoleForApplicationMigrationService: "mgn.amazonaws.com",
  AWSServiceRoleForImageBuilder: "imagebuilder.amazonaws.com",
};

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
  const service = launchingServices[withoutSuffix(name)] ?? otherServices[name];
  const known = kind === "service-linked" && service ? `aws-service-role/${service}/` : undefined;
  const path = withPath ?? known;
  return {
    kind,
    name,
    account,
    partition,
    arn: path === undefined ? undefined : roleArn(partition, account, `${path}${name}`),
    launchesInstances: withoutSuffix(name) in launchingServices,
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
