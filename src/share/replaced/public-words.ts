import { globMatches, hasWildcard, instantOf, serviceLinkedRoles } from "#policy";
import { isPartition, isRegion, partitions, regionsOf } from "#policy/kms";
import { allServices } from "#policy/services";
import { presets } from "#scenario";

/**
 * Names of AWS that stand where names of users stand: the paths and names of roles that AWS makes.
 * Source: IAM User Guide, “Create a service-linked role”, “IAM identifiers” (paths); facts §8, §9.
 */
const namesOfAws =
  /^(?:arn|root|aws-service-role|service-role|aws-reserved|ec2-infrastructure|AWSDataLifecycleManagerDefaultRole(?:ForAMIManagement)?|AWSBackupDefaultServiceRole|AWSCloudFormationStackSetExecutionRole|OrganizationAccountAccessRole|AWSControlTowerExecution)$/;

const serviceLinked = "AWSServiceRoleFor";
const namesOfLinkedRoles = Object.keys(serviceLinkedRoles);

/**
 * What AWS writes before a part of a role's name that tells something: a permission set, a suffix of Auto Scaling's role, or a
 * name that is not known to be AWS's.
 */
export const beginningsOfAws = ["AWSReservedSSO_", `${serviceLinked}AutoScaling_`, serviceLinked];

/** The prefix of ids that AWS makes: of organizations, volumes, networks, multi-Region keys. */
export const idPrefix =
  /^(?:o|r|ou|vol|snap|i|ami|vpc|vpce|subnet|eni|sg|rtb|acl|mrk|AROA|AIDA|AKIA|ASIA|AGPA|ANPA)(?=[-A-Z0-9])-?/;

const allRegions = partitions.flatMap((partition) => regionsOf(partition).map(({ code }) => code));

/** The roles, aliases, accounts and key ids of the presets: AWS's and the vendor's documents have them. */
const examples: ReadonlySet<string> = new Set(
  presets.flatMap(({ scenario: { platform, targets } }) => [
    platform.account,
    platform.role,
    platform.aliasPrefix.replace("alias/", ""),
    ...targets.flatMap(({ account, role, keys }) => [
      account,
      role,
      ...keys.map(({ naming }) => (naming.by === "arn" ? naming.keyId : "")),
    ]),
  ]),
);

/** Whether a word tells nothing of its user: AWS's and the vendor's own. `before` and `after`: the wildcard beside it. */
export function isPublicWord(word: string, before: string, after: string): boolean {
  const isBesideWildcard = before !== "" || after !== "";
  // Letters with wildcards between them tell a name: `a?c?m?e`.
  if (/^[.+@-]$/.test(word) || (!isBesideWildcard && /^[\w]$/.test(word))) return true;
  if (/^(?:true|false|null)$/i.test(word)) return true;
  if (isRegion(word) || isPartition(word) || namesOfAws.test(word) || examples.has(word))
    return true;
  if (namesOfLinkedRoles.includes(word)) return true;
  if (after !== "" && idPrefix.exec(word)?.[0] === word) return true;
  const isPart = (name: string) =>
    (after !== "" && name.startsWith(word)) || (before !== "" && name.endsWith(word));
  if (word.length <= 2 || !isBesideWildcard) return false;
  return allRegions.some(isPart) || (after !== "" && namesOfLinkedRoles.some(isPart));
}

/** Labels in the names of services, beside their prefixes: `malware-protection.guardduty`. Source: facts §8, §9. */
const labelsOfServices: ReadonlySet<string> = new Set([
  ...["aws", "delivery", "export"],
  ...Object.values(serviceLinkedRoles).flatMap(({ service }) => service.split(".").slice(0, -2)),
]);

/** Whether a label of a service's host is AWS's: `ec2`, `eu-west-1`, `eu-*`. */
export function isHostLabel(label: string): boolean {
  return isRegionPattern(label) || allServices.isService(label) || labelsOfServices.has(label);
}

/** Whether a text is the alias of a key that AWS manages. */
export function isAliasOfAws(text: string): boolean {
  return text.startsWith("alias/aws/") && isService(text.slice("alias/aws/".length));
}

/** Tags and members of encryption contexts that AWS names. Source: “aws:” tags in the EC2, CloudFormation, EKS user guides; facts §9. */
const aNameOfAws =
  /^aws:(?:autoscaling:groupName|cloudformation:(?:logical-id|stack-id|stack-name)|ebs:id|ec2-infrastructure|ec2:fleet-id|ec2launchtemplate:(?:id|version)|eks:cluster-name|guardduty:id|logs:arn|s3:arn)$/i;

/** Whether a text that begins with `aws:` is a name that AWS made: `aws:ebs:id`, `aws:SourceArn`. */
export function isNameOfAws(text: string): boolean {
  return aNameOfAws.test(text) || allServices.conditionKey(text)?.name.includes("${") === false;
}

/** Whether the name of a resource of the account `aws` is that of a managed policy. Source: AWS Managed Policy Reference Guide. */
export function isManagedPolicy(resource: string): boolean {
  return (
    /^policy\/(?:(?:service-role|job-function|aws-service-role)\/)?(?:(?:AWS|Amazon)[A-Za-z0-9_-]*|AdministratorAccess|IAMFullAccess|PowerUserAccess|ReadOnlyAccess|SecurityAudit|ViewOnlyAccess)$/.test(
      resource,
    ) && !/\d{5}/.test(resource)
  );
}

/** Whether a text is an action of AWS, or a pattern that matches one. */
export function isAction(text: string): boolean {
  const [, service = "", name = ""] = /^([\w-]+):([A-Za-z0-9*?]+)$/.exec(text) ?? [];
  return text === "*" || allServices.actionsMatching(service, name).length > 0;
}

/** Whether a text is a number or a time as conditions compare them, and no account's id. */
export function isNumberOrTime(text: string): boolean {
  return (
    /^-?\d{1,11}(?:\.\d{1,9})?(?:e\d)?$/i.test(text) ||
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?$/.test(text) ||
    instantOf(text) !== undefined
  );
}

/** Whether a text is the prefix of a service of AWS, or a pattern of all. */
export function isService(text: string): boolean {
  return text === "" || /^[*?]+$/.test(text) || allServices.isService(text);
}

/** Whether a text is a region, or a pattern that matches one. */
export function isRegionPattern(text: string): boolean {
  if (text === "" || isRegion(text)) return true;
  return hasWildcard(text) && allRegions.some((code) => globMatches(text, code));
}

/** What AWS's default key policies call themselves and their statements. Source: KMS Developer Guide, “Default key policy”. */
const sidsOfAws =
  /^(?:Enable IAM User Permissions|Allow access for Key Administrators|Allow use of the key|Allow attachment of persistent resources|key-default-1|key-consolepolicy-3)$/;
const wordsOfSids =
  /^(?!.*\d{5})(?:Abuse|Administer|Aliases|Allow|Assumes?|Attach|Blocks|By|Copy|Create|Delete|Deny|Describe|Ebs|Ec2|Enable|For|From|Grants?|Iam|Imports?|Keys?|List|More|Multi|Names?|New|On|Only|Others?|Platform|Policies|Policy|Read|Region|Replicate|Resources?|Retire|Roles?|Service|Share|Snapshots?|Source|Statement|Tags?|Take|Targets?|Temporary|Time|To|Together|Unnamed|Until|Use|Users?|Volumes?|With|Without|\d)+$/;

/** Whether the name of a statement tells nothing: of words that Keyhole uses, or from AWS's default key policy. */
export function isPublicSid(sid: string): boolean {
  return sid.length <= 200 && (sidsOfAws.test(sid) || wordsOfSids.test(sid));
}
