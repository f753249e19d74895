import { accountRootArn, asList, keyArn, type Policy, parseArn } from "#policy";
import { ec2ViaService } from "#policy/kms";
import {
  aliasOfKey,
  arnOfSource,
  awsManagedAlias,
  type KeyPlace,
  type Role,
  type Route,
  type Scenario,
  type Source,
} from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import type { PolicyReference } from "../documents/scenario-document.ts";
import { organizationOfResource } from "./roles.ts";

/** A KMS key that a request is about, with what KMS knows of it. */
export interface RequestedKey {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** In the user's words: `key 1234abcd-…`, `the temporary key`. */
  readonly name: string;
  readonly policy: PolicyReference;
  /** Condition keys that are properties of the key (SAR, resource type `key`). */
  readonly properties: Readonly<Record<string, string | readonly string[]>>;
}

/** Stands where the scenario names a key by alias or tag: any key of that property is meant. */
const someKeyId = "00000000-0000-0000-0000-000000000001";
const otherKeyId = "00000000-0000-0000-0000-000000000002";
const temporaryKeyId = "00000000-0000-0000-0000-00000000000a";
const temporaryMultiRegionKeyId = `mrk-${"0".repeat(31)}a`;

const standIns: ReadonlySet<string> = new Set([
  someKeyId,
  otherKeyId,
  temporaryKeyId,
  temporaryMultiRegionKeyId,
]);

/** Whether an ARN is a made-up key's, which stands for every key that the answers mean. */
export function isStandIn(resource: string): boolean {
  return standIns.has(parseArn(resource)?.resource.slice("key/".length) ?? "");
}

const symmetric = { "kms:KeySpec": "SYMMETRIC_DEFAULT", "kms:KeyUsage": "ENCRYPT_DECRYPT" };

/** The source key of a route in one of its regions. */
export function sourceKey(index: DocumentIndex, source: Source, region: string): RequestedKey {
  const { key, target } = source;
  const { partition } = index.scenario;
  const here = { ...source, region };
  const alias = aliasOfKey(key);
  const { naming } = key;
  const managed = key.type === "aws-managed";
  return {
    arn: arnOfSource(index.scenario, here) ?? keyArn(partition, region, target.account, someKeyId),
    account: target.account,
    region,
    name: alias
      ? `the key behind ${alias}`
      : naming.by === "arn"
        ? `key ${naming.keyId}`
        : "the key",
    policy: managed
      ? { policy: awsManagedKeyPolicy(index, target.account, region), isOfAwsManagedKey: true }
      : (index.keyPolicyOf(here) ?? {
          policy: defaultKeyPolicy(index, target.account),
        }),
    properties: propertiesOfSource(index.scenario, source, region),
  };
}

/**
 * What KMS knows of a source key: what a request on it carries besides what the caller says. A user who answers that the
 * keys of other accounts have a tag or an alias promises it of each.
 */
export function propertiesOfSource(
  scenario: Scenario,
  { key, target }: Source,
  region: string,
): Readonly<Record<string, string | readonly string[]>> {
  const { naming } = key;
  const managed = key.type === "aws-managed";
  const common =
    managed || target.account === scenario.platform.account ? {} : commonProperty(scenario);
  const aliases = [aliasOfKey(key) ?? [], common["kms:ResourceAliases"] ?? []].flat();
  return {
    ...symmetric,
    "kms:KeyOrigin": managed || key.origin === "kms" ? "AWS_KMS" : originNames[key.origin],
    ...multiRegionProperties(key.type === "multi-region", region === key.region),
    ...organizationOfResource(scenario, target.account),
    ...(!managed && naming.by === "tag"
      ? { [`aws:ResourceTag/${naming.tagKey}`]: naming.tagValue }
      : {}),
    ...common,
    ...(aliases.length > 0 ? { "kms:ResourceAliases": [...new Set(aliases)] } : {}),
  };
}

/** What the keys of other accounts have in common, where the answers name them by it. */
export function commonProperty({
  platformNaming: naming,
}: Scenario): Readonly<Record<string, string | readonly string[]>> {
  if (!naming) return {};
  return naming.by === "tag"
    ? { [`aws:ResourceTag/${naming.tagKey}`]: naming.tagValue }
    : { "kms:ResourceAliases": [`${naming.aliasPrefix}key`] };
}

const originNames = { kms: "AWS_KMS", imported: "EXTERNAL", "custom-key-store": "AWS_CLOUDHSM" };

/** A second key beside the source key that the scenario does not mean: another id, no alias, no tag. */
export function neighbourKey(index: DocumentIndex, source: Source, region: string): RequestedKey {
  const key = sourceKey(index, source, region);
  const { partition } = index.scenario;
  return {
    ...key,
    arn: keyArn(partition, region, key.account, otherKeyId),
    name: "another key of the account",
    policy: { policy: defaultKeyPolicy(index, key.account) },
    properties: {
      ...symmetric,
      "kms:KeyOrigin": "AWS_KMS",
      ...multiRegionProperties(false, true),
      ...organizationOfResource(index.scenario, key.account),
    },
  };
}

/** A key of the platform's account with the aliases given, other than the temporary key. */
export function platformKey(
  index: DocumentIndex,
  region: string,
  aliases: readonly string[],
  multiRegion: boolean,
): RequestedKey {
  const { scenario } = index;
  const { account } = scenario.platform;
  const id = multiRegion ? `mrk-${"0".repeat(31)}b` : otherKeyId;
  return {
    arn: keyArn(scenario.partition, region, account, id),
    account,
    region,
    name: aliases.length > 0 ? `the key behind ${aliases.join(" and ")}` : "a key without alias",
    policy: { policy: defaultKeyPolicy(index, account) },
    properties: {
      ...symmetric,
      "kms:KeyOrigin": "AWS_KMS",
      ...multiRegionProperties(multiRegion, true),
      ...organizationOfResource(scenario, account),
      ...(aliases.length > 0 ? { "kms:ResourceAliases": aliases } : {}),
    },
  };
}

/** The alias that the platform gives its temporary key; what follows the prefix is made up. */
export function temporaryAlias(scenario: Scenario): string {
  return `${scenario.platform.aliasPrefix}-import`;
}

/** An alias of somebody else's key in the platform's account: one that does not begin like the temporary keys'. */
export function foreignAlias({ platform }: Scenario): string {
  const candidates = ["alias/production", "alias/another-team", "alias/0"];
  return candidates.find((alias) => !alias.startsWith(platform.aliasPrefix)) ?? "alias/0";
}

/** The temporary key of a route in a region, before or after it has its alias. */
export function temporaryKey(
  index: DocumentIndex,
  route: Route,
  region: string,
  named = true,
): RequestedKey {
  const { partition, platform } = index.scenario;
  const multiRegion = route.temporaryKeyRegions.length > 1;
  return {
    arn: keyArn(
      partition,
      region,
      platform.account,
      multiRegion ? temporaryMultiRegionKeyId : temporaryKeyId,
    ),
    account: platform.account,
    region,
    name: "the temporary key",
    policy: { policy: openKeyPolicy(index, platform.account, route.assumed) },
    properties: propertiesOfTemporaryKey(index.scenario, route, region, named),
  };
}

/** What KMS knows of a route's temporary key, before or after it has its alias. */
export function propertiesOfTemporaryKey(
  scenario: Scenario,
  { temporaryKeyRegions }: Route,
  region: string,
  named: boolean,
): Readonly<Record<string, string | readonly string[]>> {
  return {
    ...symmetric,
    "kms:KeyOrigin": "AWS_KMS",
    ...multiRegionProperties(temporaryKeyRegions.length > 1, region === scenario.platform.region),
    ...organizationOfResource(scenario, scenario.platform.account),
    ...(named ? { "kms:ResourceAliases": [temporaryAlias(scenario)] } : {}),
  };
}

/** The key that a place of a route means. */
export function keyAt(index: DocumentIndex, route: Route, place: KeyPlace): RequestedKey {
  return place.key === "source"
    ? sourceKey(index, route.source, place.region)
    : temporaryKey(index, route, place.region);
}

function multiRegionProperties(multiRegion: boolean, primary: boolean): Record<string, string> {
  if (!multiRegion) return { "kms:MultiRegion": "false" };
  return { "kms:MultiRegion": "true", "kms:MultiRegionKeyType": primary ? "PRIMARY" : "REPLICA" };
}

/** What KMS gives a key that is made without a policy. Source: KMS Developer Guide, "Default key policy". */
function defaultKeyPolicy(index: DocumentIndex, account: string): Policy {
  const { partition } = index.scenario;
  return index.assumed(`default ${partition} ${account}`, () => ({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: accountRootArn(partition, account) },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  }));
}

const useOfKey = [
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:ReEncrypt*",
];

/** The policy of alias/aws/ebs, which nobody but AWS writes. Source: facts §3.12; KMS Developer Guide, "AWS managed keys". */
function awsManagedKeyPolicy(index: DocumentIndex, account: string, region: string): Policy {
  const { partition } = index.scenario;
  return index.assumed(`managed ${partition} ${account} ${region}`, () => ({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: `Allow access through EBS for all principals in the account (${awsManagedAlias})`,
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: useOfKey,
        Resource: "*",
        Condition: {
          StringEquals: {
            "kms:CallerAccount": account,
            "kms:ViaService": ec2ViaService(region),
          },
        },
      },
      {
        Sid: "Allow direct access to key metadata to the account",
        Effect: "Allow",
        Principal: { AWS: accountRootArn(partition, account) },
        Action: ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"],
        Resource: "*",
      },
    ],
  }));
}

/** The key under a policy that leaves its account to decide and, where the role is of another account, names the role. */
export function leavingItTo(index: DocumentIndex, key: RequestedKey, role: Role): RequestedKey {
  return { ...key, policy: { policy: openKeyPolicy(index, key.account, role) } };
}

/** Assumed of the temporary key: its account decides, and the role of another account that copies to it is named. */
function openKeyPolicy(index: DocumentIndex, account: string, role: Role | undefined): Policy {
  const delegation = defaultKeyPolicy(index, account);
  if (!role || role.account === account) return delegation;
  const { partition } = index.scenario;
  return index.assumed(`open ${partition} ${account} ${role.arn}`, () => ({
    ...delegation,
    Statement: [
      ...asList(delegation.Statement),
      {
        Sid: "Allow the role of another account to use the key",
        Effect: "Allow",
        Principal: { AWS: role.arn },
        Action: useOfKey,
        Resource: "*",
      },
    ],
  }));
}
