import { printPolicy } from "#policy";
import {
  arnOfSource,
  identityDocumentId,
  keyDocumentId,
  platformOwner,
  platformRole,
  type Role,
  type Scenario,
  type Source,
  type Target,
  targetRole,
  trustDocumentId,
} from "#scenario";
import { withoutCovered } from "./covered.ts";
import type { GeneratedDocument } from "./document.ts";
import { ec2Statements } from "./ec2-statements.ts";
import { organizationCondition } from "./guards.ts";
import { keyPolicyStatements } from "./key-policy.ts";
import { groupBy, type Needs, needsOf, type SourceNeed } from "./needs.ts";
import { withinPeriod } from "./period.ts";
import { assumeRolesOfOtherAccounts } from "./platform-naming.ts";
import { sourceStatements } from "./source-statements.ts";
import { splitToFit } from "./split.ts";
import { allOf, oneOrList, type ReasonedStatement, withUniqueSids } from "./statement.ts";
import { temporaryKeyLife, temporaryKeyUse } from "./temporary-key.ts";

/**
 * Generates the documents of a scenario, in the order of the answers: the platform role's identity policy, each target
 * role's identity and trust policies, and the key policy of each customer managed key and replica. The same scenario
 * always gives the same bytes. Targets and keys with open questions are left out. Never throws.
 */
export function generate(scenario: Scenario): readonly GeneratedDocument[] {
  return [...documentsByAccount(scenario)].flat();
}

/**
 * The documents of `generate`, in batches: the platform role's, then those of each target. For callers that show
 * progress.
 */
export function* documentsByAccount(scenario: Scenario): Generator<readonly GeneratedDocument[]> {
  const needs = needsOf(scenario);
  const platform = platformRole(scenario);
  if (!platform || needs.routes.length === 0) return;
  const targets = groupBy(needs.routes, ({ source }) => source.target.id);
  const needsOfKeys = new Map(
    groupBy(needs.ofSources, placeOf).map((group) => [group[0] && placeOf(group[0]), group]),
  );
  yield identityDocuments(platformOwner, platform, [
    withinPeriod(scenario, assumeTargetRoles(scenario, needs)),
    withinPeriod(scenario, roleStatements(scenario, needs, platform)),
    temporaryKeyLife(scenario, needs.routes),
    withinPeriod(scenario, ec2Statements(scenario, needs.routes, platform)),
  ]);
  for (const routes of targets)
    yield targetDocuments(
      scenario,
      { ...needs, routes },
      platform,
      (source) => needsOfKeys.get(placeOf({ source })) ?? [],
    );
}

/** A unique name for a key in a region. */
function placeOf({ source }: { readonly source: Source }): string {
  return `${source.key.id} ${source.region}`;
}

function assumeTargetRoles(
  { platformNaming, ...scenario }: Scenario,
  { routes }: Needs,
): readonly ReasonedStatement[] {
  // Within one account the trust policy, which names the platform role, is enough (facts §3.13).
  const roles = routes.flatMap(({ assumed, platform }) =>
    assumed && assumed.account !== platform.account ? [assumed] : [],
  );
  if (roles.length === 0) return [];
  if (platformNaming) return [assumeRolesOfOtherAccounts(scenario, platformNaming, roles)];
  return [
    {
      statement: {
        Sid: "AssumeTargetRoles",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: oneOrList([...new Set(roles.map(({ arn }) => arn))]),
      },
      reason: "In each target account the platform assumes that account’s role, and no other.",
      serves: ["Assume the target role"],
      source: "IAM User Guide, “Granting a user permissions to switch roles”",
    },
  ];
}

/** The statements of every role's identity policy: looking up keys, using source keys, using the temporary key. */
function roleStatements(
  scenario: Scenario,
  needs: Needs,
  role: Role,
): readonly ReasonedStatement[] {
  const own = needs.ofSources.filter((need) => need.role.arn === role.arn);
  const makesTemporaryKey =
    role.arn === needs.routes[0]?.platform.arn &&
    needs.routes.some(({ temporaryKeyRegions }) => temporaryKeyRegions.length > 0);
  const looksUp = makesTemporaryKey || needs.routes.some(({ actor }) => actor.arn === role.arn);
  return [
    ...(looksUp ? [listAliases] : []),
    ...withoutCovered([
      ...sourceStatements(scenario, own),
      ...temporaryKeyUse(scenario, needs, role),
    ]),
  ];
}

const listAliases: ReasonedStatement = {
  statement: {
    Sid: "ListAliases",
    Effect: "Allow",
    Action: "kms:ListAliases",
    Resource: "*",
  },
  reason:
    "The platform lists aliases to find the keys. The call has no resource, so it requires Resource “*”. It returns names, not key material.",
  serves: ["Look up the key"],
  source: "Vendor templates; Service Authorization Reference, AWS KMS",
};

function targetDocuments(
  scenario: Scenario,
  needs: Needs,
  platform: Role,
  needsOfKey: (source: Source) => readonly SourceNeed[],
): readonly GeneratedDocument[] {
  const target = needs.routes[0]?.source.target;
  if (!target) return [];
  const role = targetRole(scenario, target);
  const keys = needs.routes
    .map(({ source }) => source)
    .filter((source) => source.key.type !== "aws-managed");
  return [
    ...(role
      ? [
          ...identityDocuments(target.id, role, [
            withinPeriod(scenario, roleStatements(scenario, needs, role)),
            withinPeriod(scenario, ec2Statements(scenario, needs.routes, role)),
          ]),
          trustDocument(scenario, platform, target, role),
        ]
      : []),
    ...keys.map((source) => keyDocument(scenario, needsOfKey(source), source)),
  ];
}

function identityDocuments(
  owner: string,
  role: Role,
  blocks: readonly (readonly ReasonedStatement[])[],
): readonly GeneratedDocument[] {
  if (blocks.every((block) => block.length === 0)) return [];
  const parts = splitToFit(blocks);
  return parts.map((part, index) => ({
    id: identityDocumentId(owner, index + 1),
    owner,
    kind: "identity",
    account: role.account,
    name: role.name,
    attachTo: { to: "role", roleName: role.name, roleArn: role.arn },
    ...(parts.length > 1 ? { part: { number: index + 1, of: parts.length } } : {}),
    ...written(part),
  }));
}

function trustDocument(
  scenario: Scenario,
  platform: Role,
  target: Target,
  role: Role,
): GeneratedDocument {
  const { guards } = scenario;
  const externalId =
    guards.externalId === "" ? {} : { StringEquals: { "sts:ExternalId": guards.externalId } };
  const statement: ReasonedStatement = {
    statement: {
      Sid: "PlatformAssumesRole",
      Effect: "Allow",
      Principal: { AWS: platform.arn },
      Action: "sts:AssumeRole",
      ...allOf(externalId, organizationCondition(guards)),
    },
    reason:
      "Only the platform role can assume this role: the trust policy names no other principal.",
    serves: ["Assume the target role"],
    source: "IAM User Guide, “How to use an external ID”",
  };
  return {
    id: trustDocumentId(target.id),
    owner: target.id,
    kind: "trust",
    account: role.account,
    name: role.name,
    attachTo: { to: "role", roleName: role.name, roleArn: role.arn },
    ...written(withinPeriod(scenario, [statement])),
  };
}

function keyDocument(
  scenario: Scenario,
  own: readonly SourceNeed[],
  source: Source,
): GeneratedDocument {
  const { target, key, region } = source;
  const arn = arnOfSource(scenario, source);
  return {
    id: keyDocumentId(source),
    owner: target.id,
    keyId: key.id,
    kind: "key",
    account: target.account,
    region,
    name: keyNameOf(source),
    attachTo: { to: "key", ...(arn ? { keyArn: arn } : {}), keys: keysInWords(source) },
    ...written(keyPolicyStatements(scenario, source, own)),
  };
}

function keyNameOf({ key }: Source): string {
  const { naming } = key;
  if (naming.by === "arn") return naming.keyId;
  if (naming.by === "alias") return naming.alias;
  return naming.by === "tag" ? `${naming.tagKey}=${naming.tagValue}` : "every key";
}

function keysInWords({ key, region, target }: Source): string {
  const { naming } = key;
  const place = `account ${target.account}, ${region}`;
  if (naming.by === "arn") return `key ${naming.keyId} of ${place}`;
  if (naming.by === "alias") return `the key behind ${naming.alias} of ${place}`;
  if (naming.by === "tag")
    return `each key tagged ${naming.tagKey} = ${naming.tagValue} of ${place}`;
  return `each customer managed key of ${place}`;
}

function written(
  part: readonly ReasonedStatement[],
): Pick<GeneratedDocument, "text" | "statements"> {
  const statements = withUniqueSids(part);
  return {
    text: printPolicy({
      Version: "2012-10-17",
      Statement: statements.map(({ statement }) => statement),
    }),
    statements: statements.map(({ statement, reason, serves, source }) => ({
      sid: statement.Sid,
      reason,
      serves,
      source,
    })),
  };
}
