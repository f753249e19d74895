import { type Condition, keyArn } from "#policy";
import type { Role, Route, Scenario } from "#scenario";
import { conditionsOnGrant, conditionsOnUse } from "./guards.ts";
import { distinct, groupBy, type Needs, type TemporaryNeed } from "./needs.ts";
import { withinPeriod } from "./period.ts";
import { grantReason, stepsOf } from "./source-statements.ts";
import { allOf, oneOrList, type ReasonedStatement } from "./statement.ts";

const source =
  "Vendor, cross-account imports with AWS managed keys; KMS Developer Guide, “Controlling access to aliases”";

/** The statements of the platform role's policy about the life of the temporary key, from creation to deletion. The answers about time hold for all but the deletion of alias and key. */
export function temporaryKeyLife(
  scenario: Scenario,
  routes: readonly Route[],
): readonly ReasonedStatement[] {
  const through = routes.filter(({ temporaryKeyRegions }) => temporaryKeyRegions.length > 0);
  if (through.length === 0) return [];
  const { partition, platform } = scenario;
  const regions = distinct(through.flatMap(({ temporaryKeyRegions }) => temporaryKeyRegions));
  const replicated = through.filter(({ temporaryKeyRegions }) => temporaryKeyRegions.length > 1);
  const multiRegion = replicated.length === 0 ? "false" : "true";
  const mixed = replicated.length > 0 && replicated.length < through.length;
  const keys = regions.map((region) => keyArn(partition, region, platform.account, "*"));
  const named = `${platform.aliasPrefix}*`;
  const onlyNamed: Condition = {
    "ForAnyValue:StringLike": { "kms:ResourceAliases": named },
    "ForAllValues:StringLike": { "kms:ResourceAliases": named },
  };
  const create: readonly ReasonedStatement[] = [
    {
      statement: {
        Sid: "CreateTemporaryKey",
        Effect: "Allow",
        Action: "kms:CreateKey",
        Resource: "*",
        Condition: {
          StringEquals: {
            "kms:KeySpec": "SYMMETRIC_DEFAULT",
            "aws:RequestedRegion": oneOrList(regions),
          },
          ...(mixed ? {} : { Bool: { "kms:MultiRegion": multiRegion } }),
        },
      },
      reason: `The snapshot is re-encrypted under a temporary key of the platform’s account. A new key has no ARN yet, so the call is limited to the regions of the import and to ${mixed ? "" : multiRegion === "true" ? "multi-Region " : "single-Region "}keys that EBS can use.`,
      serves: ["Make the temporary key"],
      source,
    },
  ];
  const onAlias: ReasonedStatement = {
    statement: {
      Sid: "NameTemporaryKey",
      Effect: "Allow",
      Action: ["kms:CreateAlias", "kms:DeleteAlias"],
      Resource: oneOrList(
        regions.map((region) => `arn:${partition}:kms:${region}:${platform.account}:${named}`),
      ),
    },
    reason:
      "KMS checks alias calls twice, on the alias and on the key. This is the check on the alias: only names with the prefix.",
    serves: ["Make the temporary key", "Retire the temporary key"],
    source,
  };
  const onUnnamedKey: readonly ReasonedStatement[] = [
    {
      statement: {
        Sid: "NameUnnamedKey",
        Effect: "Allow",
        Action: "kms:CreateAlias",
        Resource: oneOrList(keys),
        Condition: { Null: { "kms:ResourceAliases": "true" } },
      },
      reason:
        "The check on the key. A key that already has an alias is excluded, so the role cannot add the prefix to it and delete it. Keys of this account without an alias are not protected: use a separate account for forensics.",
      serves: ["Make the temporary key"],
      source,
    },
  ];
  const retire: ReasonedStatement = {
    statement: {
      Sid: "RetireTemporaryKey",
      Effect: "Allow",
      Action: ["kms:DeleteAlias", "kms:ScheduleKeyDeletion"],
      Resource: oneOrList(keys),
      Condition: onlyNamed,
    },
    reason:
      "After the import, alias and key are deleted. All aliases of the key must have the prefix, so a key with another alias is safe.",
    serves: ["Retire the temporary key"],
    source,
  };
  return [
    ...withinPeriod(scenario, create),
    // After the period alias and key must still go. CreateAlias is then refused on the key.
    onAlias,
    ...withinPeriod(scenario, onUnnamedKey),
    retire,
    ...(replicated.length > 0
      ? withinPeriod(scenario, replication(scenario, regions, onlyNamed))
      : []),
  ];
}

function replication(
  scenario: Scenario,
  regions: readonly string[],
  onlyNamed: Condition,
): readonly ReasonedStatement[] {
  const { partition, platform } = scenario;
  return [
    {
      statement: {
        Sid: "ReplicateTemporaryKey",
        Effect: "Allow",
        Action: "kms:ReplicateKey",
        Resource: keyArn(partition, platform.region, platform.account, "mrk-*"),
        Condition: {
          ...onlyNamed,
          StringEquals: {
            "kms:ReplicaRegion": oneOrList(regions.filter((region) => region !== platform.region)),
          },
        },
      },
      reason: "Source and platform are in different regions, so the temporary key gets a replica.",
      serves: ["Make the temporary key"],
      source: "KMS Developer Guide, “Controlling access to multi-Region keys”",
    },
    {
      statement: {
        Sid: "CreateMultiRegionServiceRole",
        Effect: "Allow",
        Action: "iam:CreateServiceLinkedRole",
        Resource: `arn:${partition}:iam::${platform.account}:role/aws-service-role/mrk.kms.amazonaws.com/AWSServiceRoleForKeyManagementServiceMultiRegionKeys`,
      },
      reason:
        "KMS synchronizes multi-Region keys with this service-linked role. It is created once; then this statement can be removed.",
      serves: ["Make the temporary key"],
      source: "KMS Developer Guide, “Controlling access to multi-Region keys”",
    },
  ];
}

/** The statements of a role's identity policy about using the temporary key. */
export function temporaryKeyUse(
  scenario: Scenario,
  needs: Needs,
  role: Role,
): readonly ReasonedStatement[] {
  const own = needs.ofTemporaryKey.filter((need) => need.role.arn === role.arn);
  if (own.length === 0) return [];
  const { guards, createGrant } = scenario;
  const about =
    "The aliases of temporary keys have the prefix; no other key of the account matches.";
  const statements: ReasonedStatement[] = [
    onTemporaryKey(scenario, own, "DescribeTemporaryKey", ["kms:DescribeKey"], {}, about),
  ];
  for (const sameCalls of groupBy(
    own.filter(({ calls }) => calls.length > 0),
    ({ calls }) => calls.join(),
  )) {
    const regions = sameCalls.map(({ region }) => region);
    const calls = sameCalls[0]?.calls ?? [];
    statements.push(
      onTemporaryKey(
        scenario,
        sameCalls,
        "UseTemporaryKey",
        calls,
        conditionsOnUse(guards, regions),
        about,
      ),
    );
  }
  const granting = own.filter(({ grants }) => grants);
  if (granting.length > 0) {
    const regions = granting.map(({ region }) => region);
    const conditions = conditionsOnGrant(createGrant, guards, regions);
    const why = grantReason(scenario, createGrant);
    statements.push(
      onTemporaryKey(
        scenario,
        granting,
        "GrantOnTemporaryKey",
        ["kms:CreateGrant"],
        conditions,
        why,
      ),
    );
  }
  return statements;
}

function onTemporaryKey(
  scenario: Scenario,
  needs: readonly TemporaryNeed[],
  sid: string,
  actions: readonly string[],
  conditions: Condition,
  reason: string,
): ReasonedStatement {
  const { partition, platform } = scenario;
  const regions = distinct(needs.map(({ region }) => region));
  return {
    statement: {
      Sid: sid,
      Effect: "Allow",
      Action: oneOrList(actions),
      Resource: oneOrList(
        regions.map((region) => keyArn(partition, region, platform.account, "*")),
      ),
      ...allOf(
        { "ForAnyValue:StringLike": { "kms:ResourceAliases": `${platform.aliasPrefix}*` } },
        conditions,
      ),
    },
    reason,
    serves: stepsOf(needs),
    source,
  };
}
