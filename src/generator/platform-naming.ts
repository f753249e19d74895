import { type Condition, keyArn } from "#policy";
import type { PlatformNaming, Role, Scenario, Source } from "#scenario";
import { distinct } from "./needs.ts";
import { allOf, type KeyReference, oneOrList, type ReasonedStatement } from "./statement.ts";

/**
 * The keys of all other accounts in the regions of the given sources that have the property which the answer names. The
 * platform's own account is left out: its keys are named by their own answers, and none besides them is meant.
 * Sources: KMS Developer Guide, "Use aliases to control access to KMS keys" (its policy is for keys of two accounts) and
 * "Use tags to control access to KMS keys" (IAM policies only). Assumed: tags of another account's key count as its
 * aliases do; the guide's examples by tag are of the caller's account.
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
      ? `The keys of other accounts are named by what an alias of each begins with, ${naming.aliasPrefix}: whoever may name keys there decides, with the key’s policy.`
      : `The keys of other accounts are named by their tag ${naming.tagKey}: whoever may tag keys there decides, with the key’s policy. Assumed: KMS honours tags across accounts as it does aliases.`,
  };
}

/**
 * What lets the platform role assume the given roles of other accounts: by their names in whatever account, and by tag
 * where the answer names one. Each role's trust policy still has to name the platform role.
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
    reason: `The platform works in each target account as that account’s role. The roles are named ${
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
 * That the key or role is of the organization, where that guard is set.
 * Source: IAM User Guide, "AWS global condition context keys" (aws:ResourceOrgID); KMS Developer Guide, "AWS global
 * condition keys" (KMS supports all of them).
 */
function organizationOf({ organizationId }: Scenario["guards"]): Record<string, string> {
  return organizationId === "" ? {} : { "aws:ResourceOrgID": organizationId };
}

function equals(keys: Record<string, string>): Condition {
  return Object.keys(keys).length === 0 ? {} : { StringEquals: keys };
}
