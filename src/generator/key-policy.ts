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
import { granteesOfSource, otherUserArns, otherUserStatements } from "./other-users.ts";
import { withinPeriod } from "./period.ts";
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
    ...withinPeriod(scenario, namedUsers(scenario, source, needs)),
    ...otherUserStatements(scenario, source),
    ...(scenario.guards.denyOthers ? denials(scenario, source, needs) : []),
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
      "AWS’s default statement. It allows no user or role by itself: the account’s IAM policies decide, and the key stays manageable.",
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
      reason: "Your administrators manage the key. They cannot use it or create grants.",
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
    "Both roles are principals of the key. The platform role uses it from another account, which needs the key policy and the identity policy.";
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
 * EC2 decrypts for a running instance as `assumed-role/aws:ec2-infrastructure/INSTANCE` of the key's account. Without
 * this exemption no instance on this key could start.
 * Source: KMS Developer Guide, "Amazon EC2 example two" (CloudTrail). Its aws:PrincipalArn is assumed.
 */
export function ec2InfrastructureArns(partition: string): readonly string[] {
  const role = `arn:${partition}:iam::*:role/aws:ec2-infrastructure`;
  return [role, `${role}/*`];
}

/** The Deny for everyone else; in two statements if an account may make grants for the role of another user. */
function denials(
  scenario: Scenario,
  source: Source,
  needs: readonly SourceNeed[],
): readonly ReasonedStatement[] {
  const withheld = createGrantFor(scenario, source.key) === "withhold";
  const others = otherUserArns(scenario, source);
  const grantees = granteesOfSource(scenario, source);
  const use = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];
  const together = !withheld && grantees.length === 0;
  const condition = {
    ArnNotLike: {
      "aws:PrincipalArn": [
        ...rolesOf(needs),
        ...others.filter((arn) => !needs.some(({ role }) => role.arn === arn)),
        ...ec2InfrastructureArns(scenario.partition),
      ],
    },
  };
  const deny = (Sid: string, Action: string[], Condition: Condition, reason: string) => ({
    statement: {
      Sid,
      Effect: "Deny" as const,
      Principal: "*" as const,
      Action,
      Resource: "*",
      Condition,
    },
    reason,
    serves: ["Refuse everybody else"],
    source: "IAM User Guide, “Policy evaluation logic”",
  });
  const users =
    others.length > 0
      ? "the roles of the import and the other users that you named"
      : "the roles of the import";
  return [
    deny(
      "DenyUseByOthers",
      [...(together ? ["kms:CreateGrant"] : []), ...use],
      condition,
      `Only ${users} can use the key, even if IAM policies of the account allow more. EC2 itself is exempt, so running instances keep their volumes. Other roles can no longer start instances on this key.`,
    ),
    ...(withheld || grantees.length === 0
      ? []
      : [
          deny(
            "DenyGrantsByOthers",
            ["kms:CreateGrant"],
            { ...condition, StringNotEquals: { "kms:GranteePrincipal": oneOrList(grantees) } },
            `Only ${users} can make grants, except the grant that another account makes for its own role.`,
          ),
        ]),
  ];
}

function rolesOf(needs: readonly { readonly role: Role }[]): readonly string[] {
  return distinct(needs.map(({ role }) => role.arn));
}
