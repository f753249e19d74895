import { isPartition, isRegion, partitions, regionsOf } from "#policy/kms";
import { allServices } from "#policy/services";
import { presets } from "#scenario";

/**
 * Names of AWS that stand where names of users stand: the paths and names of roles that AWS makes.
 * Source: IAM User Guide, “Create a service-linked role”, “IAM identifiers” (paths); facts §9.
 */
const namesOfAws =
  /^(?:arn|root|aws-service-role|service-role|aws-reserved|ec2-infrastructure|AWSServiceRoleFor[A-Za-z0-9_]*|AWSDataLifecycleManagerDefaultRole(?:ForAMIManagement)?|AWSBackupDefaultServiceRole|AWSCloudFormationStackSetExecutionRole|OrganizationAccountAccessRole|AWSControlTowerExecution)$/;

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
  if (word.length === 1 || /^(?:true|false|null)$/i.test(word)) return true;
  if (isRegion(word) || isPartition(word) || namesOfAws.test(word) || examples.has(word))
    return true;
  if (after !== "" && idPrefix.exec(word)?.[0] === word) return true;
  const isPartOfRegion = (code: string) =>
    (after !== "" && code.startsWith(word)) || (before !== "" && code.endsWith(word));
  return word.length > 2 && (after !== "" || before !== "") && allRegions.some(isPartOfRegion);
}

/** Whether a host, or a pattern of one, is of a service of AWS, and names nothing in it. */
export function isServiceHost(host: string): boolean {
  const [, labels = ""] = /^(.+)\.amazonaws\.com(?:\.cn)?$/i.exec(host) ?? [];
  const all = labels.split(".");
  const isKnown = (label: string) =>
    /^[*?]+$/.test(label) || isRegion(label) || allServices.isService(label) || regionPart(label);
  return labels !== "" && (all.length === 1 || all.slice(1).every(isKnown)) && all.length <= 3;
}

function regionPart(label: string): boolean {
  const [literal = ""] = label.split(/[*?]/, 1);
  return literal !== label && allRegions.some((code) => code.startsWith(literal));
}

/** Whether a text is an action of AWS, or a pattern of actions. */
export function isAction(text: string): boolean {
  const [, service = ""] = /^([\w-]+):[A-Za-z0-9*?]+$/.exec(text) ?? [];
  return text === "*" || allServices.isService(service);
}

/** Whether a text is the prefix of a service of AWS, or a pattern of prefixes. */
export function isService(text: string): boolean {
  return text === "" || /^[*?]+$/.test(text) || allServices.isService(text);
}

/** Whether a text is a region, or a pattern of regions. */
export function isRegionPattern(text: string): boolean {
  return text === "" || /^[*?]+$/.test(text) || isRegion(text) || regionPart(text);
}

/** What AWS's default key policies call themselves and their statements. Source: KMS Developer Guide, “Default key policy”. */
const sidsOfAws =
  /^(?:Enable IAM User Permissions|Allow access for Key Administrators|Allow use of the key|Allow attachment of persistent resources|key-default-1|key-consolepolicy-3)$/;
const wordsOfSids =
  /^(?:Abuse|Administer|Aliases|Allow|Assumes?|Attach|Blocks|By|Copy|Create|Delete|Deny|Describe|Ebs|Ec2|Enable|For|From|Grants?|Iam|Imports?|Keys?|List|More|Multi|Names?|New|On|Only|Others?|Platform|Policies|Policy|Read|Region|Replicate|Resources?|Retire|Roles?|Service|Share|Snapshots?|Source|Statement|Tags?|Take|Targets?|Temporary|Time|To|Together|Unnamed|Until|Use|Users?|Volumes?|With|Without|\d)+$/;

/** Whether the name of a statement tells nothing: of words that Keyhole uses, or from AWS's default key policy. */
export function isPublicSid(sid: string): boolean {
  return sid.length <= 200 && (sidsOfAws.test(sid) || wordsOfSids.test(sid));
}
