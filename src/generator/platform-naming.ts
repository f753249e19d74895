import { type Condition, keyArn } from "#policy";
import type { PlatformNaming, Role, Scenario, Source } from "#scenario";
import { distinct } from "./needs.ts";
import { allOf, type KeyReference, oneOrList, type ReasonedStatement } from "./statement.ts";

/**
 * A reference to the keys of all other accounts, in the given regions, that have the tag or alias of the answer. Leaves
 * out the platform's own account, where each key has its own answer.
 * Sources: KMS Developer Guide, "Use aliases to control access to KMS keys" (its policy is for keys of two accounts)
 * and "Use tags to control access to KMS keys" (IAM policies only). Assumed: tags of keys in other accounts count like
 * aliases; the guide's examples by tag are for the caller's account.
 */
export function keysOfOtherAccounts(
  { partition, platform, guards }: Scenario,
  naming: PlatformNaming,
  needs: readonly { readonly source: Source }[],
): KeyReference {
  const regions = distinct(needs.map(({ source }) => source.region));
  const byAlias = naming.by === "alias";
  return {
    resources: regions.map((region) => keyArn(partition, region, "*", "*")),
    conditions: {
      ...(byAlias
        ? { "ForAnyValue:StringLike": { "kms:ResourceAliases": `${naming.aliasPrefix}*` } }
        : {}),
      ...equals({ ...(byAlias ? {} : tagOf(naming)), ...organizationOf(guards) }),
      StringNotEquals: { "aws:ResourceAccount": platform.account },
    },
    remark: byAlias
      ? `The keys of other accounts are named by the alias prefix ${naming.aliasPrefix}. Principals that may create aliases there decide which keys match, together with the key policy.`
      : `The keys of other accounts are named by the tag ${naming.tagKey}. Principals that may tag keys there decide which keys match, together with the key policy. Assumed: KMS checks tags across accounts like aliases.`,
  };
}

/**
 * The statement that allows the platform role to assume the given roles of other accounts: by their names in any
 * account, and by tag if the answer has one. Each role's trust policy must still name the platform role.
 * Source: IAM User Guide, "IAM: Assume roles that have a specific tag" (also of roles in other accounts); Service
 * Authorization Reference, AWS STS (aws:ResourceTag on AssumeRole).
 */
export function assumeRolesOfOtherAccounts(
  { partition, guards }: Scenario,
  naming: PlatformNaming,
  roles: readonly Role[],
): ReasonedStatement {
  const paths = distinct(roles.map(({ path }) => path));
  const byTag = naming.by === "tag";
  return {
    statement: {
      Sid: "AssumeTargetRoles",
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Resource: oneOrList(paths.map((path) => `arn:${partition}:iam::*:role/${path}`)),
      ...allOf(equals({ ...(byTag ? tagOf(naming) : {}), ...organizationOf(guards) })),
    },
    reason: `In each target account the platform assumes that account’s role. The policy names the roles ${
      byTag ? `by name and tag ${naming.tagKey}` : "by name"
    }, not by account: a role of that name${byTag ? " and tag" : ""} in any ${
      guards.organizationId === "" ? "account" : "account of the organization"
    } that trusts this one can be assumed.`,
    serves: ["Assume the target role"],
    source: byTag
      ? "IAM User Guide, “IAM: Assume roles that have a specific tag”"
      : "IAM User Guide, “Granting a user permissions to switch roles”",
  };
}

function tagOf(naming: Extract<PlatformNaming, { by: "tag" }>): Record<string, string> {
  return { [`aws:ResourceTag/${naming.tagKey}`]: naming.tagValue };
}

/**
 * The condition that the key or role belongs to the organization, if that guard is set.
 * Source: IAM User Guide, "AWS global condition context keys" (aws:ResourceOrgID); KMS Developer Guide, "AWS global
 * condition keys" (KMS supports all of them).
 */
function organizationOf({ organizationId }: Scenario["guards"]): Record<string, string> {
  return organizationId === "" ? {} : { "aws:ResourceOrgID": organizationId };
}

function equals(keys: Record<string, string>): Condition {
  return Object.keys(keys).length === 0 ? {} : { StringEquals: keys };
}
