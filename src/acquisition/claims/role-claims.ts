import { ec2ViaService } from "#policy/kms";
import { aliasOfKey, type Key, type Scenario } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import { partsOf, platformPart } from "../parts.ts";
import { namesUnnamedKeys } from "../probes/temporary-key-probes.ts";
import { awsWritesThePolicy } from "../probes/use-probes.ts";
import type { KeyUser } from "../probes/users.ts";
import { callerOf } from "../requests/requests.ts";
import type { ClaimGroup, ClaimPlan } from "./claim.ts";
import { aboutKey, asCaller, createGrant, listed, useOfKey } from "./parts-of-claims.ts";

/** What EBS documents that a grant must carry, and no more. Source: facts §2. */
const grantOperations = [
  "Decrypt",
  "DescribeKey",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
];

/** Volumes and snapshots, as EBS names them in the encryption context. Source: facts §4. */
const ebsIds = ["vol-*", "snap-*"];

/** What a role of the import can do with one key at most. */
export function roleClaims(index: DocumentIndex, user: KeyUser): ClaimGroup {
  const { scenario } = index;
  const { role, key, sourceKey } = user;
  const isManaged = sourceKey?.type === "aws-managed";
  const name = `${key.name} in ${key.region}`;
  const only = ec2ViaService(key.region);
  const notThroughEc2 = { StringNotEquals: { "kms:ViaService": only } };
  const claim = (
    kind: string,
    sentence: string,
    never: ClaimPlan["never"],
    more: Pick<ClaimPlan, "closedBy" | "known"> = {},
  ): ClaimPlan => ({
    kind,
    of: user.id,
    sentence,
    never: { principals: asCaller(role, scenario), ...never },
    ...more,
  });
  const onGrant = (
    kind: string,
    sentence: string,
    when: NonNullable<ClaimPlan["never"]["when"]>,
    closedBy: NonNullable<ClaimPlan["closedBy"]>,
  ) => claim(kind, sentence, { actions: [createGrant], when }, { closedBy });
  const claims = [
    claim(
      "only-through-ec2",
      `${role.name} cannot use ${name} except through EC2.`,
      { actions: useOfKey, when: notThroughEc2 },
      { closedBy: ["via-service"] },
    ),
    claim(
      "only-for-ebs",
      `${role.name} cannot use ${name} for anything but EBS volumes and snapshots.`,
      {
        actions: useOfKey,
        when: { StringNotLike: { "kms:EncryptionContext:aws:ebs:id": ebsIds } },
      },
      { closedBy: ["encryption-context"], known: isManaged ? awsWritesThePolicy : undefined },
    ),
    ...(sourceKey
      ? [
          claim(
            "manages-nothing",
            `${role.name} can do nothing else with ${name} than describe it, use it and make grants.`,
            {
              exceptActions: [...useOfKey, createGrant, "kms:DescribeKey"],
            },
            { known: makesTemporaryKeys(index, user) ? namesUnnamedKeys : undefined },
          ),
        ]
      : []),
    // An AWS managed key's grants are left to AWS's own policy; what that leaves open is said by the claims on use.
    ...(isManaged
      ? []
      : [
          onGrant(
            "grant-for-aws",
            `${role.name} can make grants on ${name} only for AWS resources.`,
            { BoolIfExists: { "kms:GrantIsForAWSResource": "false" } },
            ["limit-create-grant"],
          ),
          onGrant(
            "grant-through-ec2",
            `${role.name} can make grants on ${name} only through EC2.`,
            notThroughEc2,
            ["limit-create-grant", "via-service"],
          ),
          onGrant(
            "grant-operations",
            `${role.name} can make no grant on ${name} that carries more than EBS needs.`,
            { "ForAnyValue:StringNotEquals": { "kms:GrantOperations": grantOperations } },
            ["limit-create-grant", "grant-operations"],
          ),
          onGrant(
            "grant-for-ebs",
            `${role.name} can make no grant on ${name} that is not tied to a volume or snapshot.`,
            { StringNotLike: { "kms:EncryptionContext:aws:ebs:id": ebsIds } },
            ["limit-create-grant", "encryption-context"],
          ),
        ]),
  ];
  return {
    question: { ...aboutKey(key), principals: asCaller(role, scenario) },
    identityPolicies: callerOf(index, role).identityPolicies,
    resourcePolicy: key.policy,
    given: [noOtherPolicies(role.name)],
    key: sourceKey,
    claims,
  };
}

/** Whether the role makes temporary keys where this key is, for any source, and so may name keys there. */
function makesTemporaryKeys(index: DocumentIndex, { role, key, route }: KeyUser): boolean {
  return (
    role.arn === route.platform.arn &&
    key.account === role.account &&
    partsOf(index).some(
      ({ id, routes }) =>
        id === platformPart &&
        routes.some(({ temporaryKeyRegions }) => temporaryKeyRegions.includes(key.region)),
    )
  );
}

/** Which keys a role of the import can use at all, in which regions. `users` are the keys that the import has it use. */
export function otherKeyClaims(
  index: DocumentIndex,
  users: readonly KeyUser[],
): readonly ClaimGroup[] {
  const [first] = users;
  if (!first) return [];
  const { scenario } = index;
  const { role } = first;
  const regions = [...new Set(users.map(({ key }) => key.region))].sort();
  const common = {
    given: [noOtherPolicies(role.name), "key policies of other keys may allow everything"],
    question: {
      resource: { like: [`arn:${scenario.partition}:kms:*:*:key/*`] },
      principals: asCaller(role, scenario),
    },
    identityPolicies: callerOf(index, role).identityPolicies,
    resourcePolicy: "unknown",
  } as const;
  const named = namesOf(scenario, users);
  const id = `${role.account}/${role.path}`;
  const claims: readonly ClaimPlan[] = [
    {
      kind: "other-keys",
      of: id,
      sentence: `${role.name} of ${role.account} can use no other keys than those of the import.`,
      never: {
        principals: asCaller(role, scenario),
        actions: [...useOfKey, createGrant],
        ...(named.arns.length > 0 ? { exceptResources: named.arns } : {}),
        ...(named.when ? { when: named.when } : {}),
      },
      closedBy: ["name-keys", "name-each"],
    },
    {
      kind: "other-regions",
      of: id,
      sentence: `${role.name} of ${role.account} can use no key outside ${listed(regions)}.`,
      never: {
        principals: asCaller(role, scenario),
        actions: [...useOfKey, createGrant],
        exceptResources: regions.map((region) => `arn:${scenario.partition}:kms:${region}:*:key/*`),
      },
    },
  ];
  return [{ ...common, claims }];
}

/** How the answers name the keys: by ARN, or by what a key of that name has. */
function namesOf(scenario: Scenario, users: readonly KeyUser[]) {
  const arns: string[] = [];
  const aliases = new Set<string>();
  const tags = new Map<string, Set<string>>();
  const tag = (key: string, value: string) =>
    tags.set(
      `aws:ResourceTag/${key}`,
      (tags.get(`aws:ResourceTag/${key}`) ?? new Set()).add(value),
    );
  for (const { key, sourceKey, route } of users) {
    if (!sourceKey) aliases.add(`${scenario.platform.aliasPrefix}*`);
    else if (isNamedByArn(sourceKey)) arns.push(key.arn);
    else if (sourceKey.type !== "aws-managed" && sourceKey.naming.by === "tag")
      tag(sourceKey.naming.tagKey, sourceKey.naming.tagValue);
    const alias = sourceKey && aliasOfKey(sourceKey);
    if (alias !== undefined) aliases.add(alias);
    const { platformNaming } = scenario;
    if (platformNaming && route.source.target.account !== scenario.platform.account) {
      if (platformNaming.by === "tag") tag(platformNaming.tagKey, platformNaming.tagValue);
      else aliases.add(`${platformNaming.aliasPrefix}*`);
    }
  }
  const conditions = {
    ...(aliases.size > 0
      ? { "ForAllValues:StringNotLike": { "kms:ResourceAliases": [...aliases] } }
      : {}),
    ...(tags.size > 0
      ? {
          StringNotEquals: Object.fromEntries(
            [...tags].map(([key, values]) => [key, [...values]] as const),
          ),
        }
      : {}),
  };
  return { arns, when: Object.keys(conditions).length > 0 ? conditions : undefined };
}

function isNamedByArn(key: Key): boolean {
  return key.type !== "aws-managed" && key.naming.by === "arn";
}

function noOtherPolicies(role: string): string {
  return `${role} has no policies but these`;
}
