import { createGrantFor, type Scenario } from "#scenario";
import { conditionsOnGrant, conditionsOnUse } from "./guards.ts";
import { byReference } from "./key-reference.ts";
import { groupBy, type SourceNeed } from "./needs.ts";
import { allOf, type KeyReference, oneOrList, type ReasonedStatement } from "./statement.ts";

/** The statements of a role's identity policy about source keys. */
export function sourceStatements(
  scenario: Scenario,
  needs: readonly SourceNeed[],
): readonly ReasonedStatement[] {
  const given = needs.filter(({ decidingPolicy }) => decidingPolicy !== "key-policy");
  const used = given.filter(({ decidingPolicy }) => decidingPolicy !== "aws-managed");
  return [
    ...byReference(scenario, given).map(({ needs: group, reference }) =>
      describeKeys(group, reference),
    ),
    ...groupBy(
      used.filter(({ calls }) => calls.length > 0),
      ({ calls }) => calls.join(),
    ).flatMap((sameCalls) =>
      byReference(scenario, sameCalls).map(({ needs: group, reference }) =>
        useKeys(scenario, group, reference),
      ),
    ),
    ...groupBy(
      used.filter(({ grants }) => grants),
      ({ source }) => createGrantFor(scenario, source.key),
    ).flatMap((sameAnswer) =>
      byReference(scenario, sameAnswer).map(({ needs: group, reference }) =>
        grantOnKeys(scenario, group, reference),
      ),
    ),
  ];
}

/** The steps of several needs, without duplicates. */
export function stepsOf(
  needs: readonly { readonly steps: readonly string[] }[],
): readonly string[] {
  return [...new Set(needs.flatMap(({ steps }) => steps))];
}

function describeKeys(needs: readonly SourceNeed[], reference: KeyReference): ReasonedStatement {
  return {
    statement: {
      Sid: "DescribeSourceKeys",
      Effect: "Allow",
      Action: "kms:DescribeKey",
      Resource: oneOrList(reference.resources),
      ...allOf(reference.conditions),
    },
    reason: remarked(
      "EBS requires it of every user of an encrypted volume, and the platform calls it directly to read the key’s type. So this statement has no condition on EC2.",
      reference,
    ),
    serves: stepsOf(needs),
    source: "EBS User Guide, “Amazon EBS encryption”; vendor templates",
  };
}

function useKeys(
  scenario: Scenario,
  needs: readonly SourceNeed[],
  reference: KeyReference,
): ReasonedStatement {
  const regions = needs.map(({ source }) => source.region);
  const vendor = scenario.actions === "vendor";
  return {
    statement: {
      Sid: "UseSourceKeys",
      Effect: "Allow",
      Action: oneOrList(needs[0]?.calls ?? []),
      Resource: oneOrList(reference.resources),
      ...allOf(reference.conditions, conditionsOnUse(scenario.guards, regions)),
    },
    reason: remarked(
      vendor
        ? "The vendor’s list for a customer managed key, without CreateGrant."
        : "Only the calls that this acquisition method makes with the key.",
      reference,
    ),
    serves: stepsOf(needs),
    source: vendor
      ? "Vendor, “How to reduce KMS permissions in AWS”"
      : "EBS User Guide, “How Amazon EBS encryption works”",
  };
}

function grantOnKeys(
  scenario: Scenario,
  needs: readonly SourceNeed[],
  reference: KeyReference,
): ReasonedStatement {
  const [first] = needs;
  const answer = first ? createGrantFor(scenario, first.source.key) : scenario.createGrant;
  const regions = needs.map(({ source }) => source.region);
  return {
    statement: {
      Sid: "GrantOnSourceKeys",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: oneOrList(reference.resources),
      ...allOf(reference.conditions, conditionsOnGrant(answer, scenario.guards, regions)),
    },
    reason: remarked(grantReason(scenario, answer), reference),
    serves: stepsOf(needs).filter((step) => step !== "Look up the key"),
    source:
      "EBS User Guide, “Amazon EBS encryption”; KMS Developer Guide, “kms:GrantIsForAWSResource”",
  };
}

function remarked(reason: string, { remark }: KeyReference): string {
  return remark ? `${reason} ${remark}` : reason;
}

/** Why CreateGrant is allowed, and with which limit. */
export function grantReason(scenario: Scenario, answer: string): string {
  if (answer === "unrestricted")
    return "CreateGrant as in the vendor’s default: this role can grant the use of the key to any principal.";
  const why =
    scenario.method === "ebs-direct"
      ? "EBS direct creates no grants, but the vendor’s policy for it documents this one."
      : "EC2 needs a grant to keep using the key for the copy or the attached volume.";
  return `${why} It is limited to grants that an AWS service creates for its own resources.`;
}
