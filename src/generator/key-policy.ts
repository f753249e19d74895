import { accountRootArn, type Condition } from "#policy";
import {
  administrationOf,
  administratorArn,
  createGrantFor,
  type Role,
  type Scenario,
  type Source,
} from "#scenario";
import { conditionsOnGrant, conditionsOnUse, organizationCondition } from "./guards.ts";
import { distinct, groupBy, type SourceNeed } from "./needs.ts";
import { grantReason, stepsOf } from "./source-statements.ts";
import { allOf, oneOrList, type ReasonedStatement } from "./statement.ts";

/** The complete key policy of a customer managed key in one region. `needs` are those of this key and region. */
export function keyPolicyStatements(
  scenario: Scenario,
  source: Source,
  needs: readonly SourceNeed[],
): readonly ReasonedStatement[] {
  return [
    accountDelegation(scenario, source),
    ...administration(scenario, source),
    ...namedUsers(scenario, source, needs),
    ...(scenario.guards.denyOthers ? [denial(scenario, source, needs)] : []),
  ];
}

function accountDelegation(scenario: Scenario, { target }: Source): ReasonedStatement {
  return {
    statement: {
      Sid: "EnableIamPolicies",
      Effect: "Allow",
      Principal: { AWS: accountRootArn(scenario.partition, target.account) },
      Action: "kms:*",
      Resource: "*",
    },
    reason:
      "AWS’s own default. It gives no user or role anything: it lets the account’s IAM policies give it, and it keeps the key from being locked out.",
    serves: ["Keep the key manageable"],
    source: "KMS Developer Guide, “Default key policy”",
  };
}

function administration(scenario: Scenario, source: Source): readonly ReasonedStatement[] {
  const { key, target } = source;
  const administrators = distinct(
    key.administrators
      .filter((administrator) => administrator.trim() !== "")
      .map((administrator) => administratorArn(scenario.partition, target.account, administrator)),
  );
  if (administrators.length === 0) return [];
  return [
    {
      statement: {
        Sid: "AdministerKey",
        Effect: "Allow",
        Principal: { AWS: oneOrList(administrators) },
        Action: [...administrationOf(key)],
        Resource: "*",
      },
      reason:
        "Your administrators manage the key. They cannot use it, and they cannot make grants.",
      serves: ["Keep the key manageable"],
      source: "KMS Developer Guide, “Default key policy” (key administrators)",
    },
  ];
}

function namedUsers(
  scenario: Scenario,
  { region, key }: Source,
  needs: readonly SourceNeed[],
): readonly ReasonedStatement[] {
  const named = needs.filter(
    ({ decidingPolicy }) => decidingPolicy === "both" || decidingPolicy === "key-policy",
  );
  if (named.length === 0) return [];
  const { guards } = scenario;
  const why =
    "Both roles are principals of the key: the platform role uses it from its own account, which KMS allows only where key policy and identity policy agree.";
  const source =
    "Vendor, “KMS considerations for cross-region and cross-account”; KMS Developer Guide, “Allowing users in other accounts to use a KMS key”";
  const statement = (
    sid: string,
    users: readonly SourceNeed[],
    actions: readonly string[],
    conditions: Condition,
    reason: string,
  ): ReasonedStatement => ({
    statement: {
      Sid: sid,
      Effect: "Allow",
      Principal: { AWS: oneOrList(rolesOf(users)) },
      Action: oneOrList(actions),
      Resource: "*",
      ...allOf(conditions, organizationCondition(guards)),
    },
    reason,
    serves: stepsOf(users),
    source,
  });
  const answer = createGrantFor(scenario, key);
  const granting = named.filter(({ grants }) => grants);
  const using = groupBy(
    named.filter(({ calls }) => calls.length > 0),
    ({ calls }) => calls.join(),
  );
  return [
    statement("DescribeForImport", named, ["kms:DescribeKey"], {}, why),
    ...using.map((users) =>
      statement(
        "UseForImport",
        users,
        users[0]?.calls ?? [],
        conditionsOnUse(guards, [region]),
        why,
      ),
    ),
    ...(granting.length === 0
      ? []
      : [
          statement(
            "GrantForImport",
            granting,
            ["kms:CreateGrant"],
            conditionsOnGrant(answer, guards, [region]),
            grantReason(scenario, answer),
          ),
        ]),
  ];
}

/**
 * EC2 decrypts for a running instance as `assumed-role/aws:ec2-infrastructure/INSTANCE` of the instance's account: without
 * the exemption every instance on this key would fail to start. Its aws:PrincipalArn is written in two ways.
 * Source: facts §8 (CloudTrail session issuer and AWS's data perimeter samples; EBS User Guide, with the instance's id).
 */
export function ec2InfrastructureArns(partition: string): readonly string[] {
  const role = `arn:${partition}:iam::*:role/aws:ec2-infrastructure`;
  return [role, `${role}/*`];
}

function denial(
  scenario: Scenario,
  { key }: Source,
  needs: readonly SourceNeed[],
): ReasonedStatement {
  const withheld = createGrantFor(scenario, key) === "withhold";
  return {
    statement: {
      Sid: "DenyUseByOthers",
      Effect: "Deny",
      Principal: "*",
      Action: [
        ...(withheld ? [] : ["kms:CreateGrant"]),
        "kms:Decrypt",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
      ],
      Resource: "*",
      Condition: {
        ArnNotLike: {
          "aws:PrincipalArn": [...rolesOf(needs), ...ec2InfrastructureArns(scenario.partition)],
        },
      },
    },
    reason:
      "Nobody but the roles of the import can use the key, whatever IAM policies of the account say. EC2 itself is exempt, so that running instances keep their volumes; every other role that starts instances on this key is not.",
    serves: ["Refuse everybody else"],
    source: "IAM User Guide, “Policy evaluation logic”",
  };
}

function rolesOf(needs: readonly { readonly role: Role }[]): readonly string[] {
  return distinct(needs.map(({ role }) => role.arn));
}
