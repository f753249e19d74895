import type { Claim } from "#engine";
import { type Scenario, type Source, usersOfSource } from "#scenario";
import { asCaller } from "../claims/parts-of-claims.ts";

/** The other users of a key that the answers name: no claim is refuted by them. */
export interface KnownUsers {
  /** The ARNs of their roles. */
  readonly arns: readonly string[];
  /** “EC2 Auto Scaling”, each once. */
  readonly names: readonly string[];
  /** The roles for which somebody of their own account makes grants. */
  readonly grantees: readonly string[];
  /** The accounts of those roles. */
  readonly grantingAccounts: readonly string[];
  /** Their roles and sessions, as patterns over a request's principal. */
  readonly asCallers: readonly string[];
  /** The names of those in other accounts than these. */
  readonly inAccountsBut: (accounts: readonly string[]) => readonly string[];
}

type When = NonNullable<Claim["never"]["when"]>;

/** The other users of a source's key. */
export function knownUsers(scenario: Scenario, source: Source): KnownUsers {
  const users = usersOfSource(scenario, source);
  const distinct = (list: readonly string[]) => [...new Set(list)];
  const granted = users.filter(({ access }) => access === "grant").map(({ role }) => role);
  return {
    arns: distinct(users.map(({ role }) => role.arn)),
    names: distinct(users.map(({ name }) => name)),
    grantees: distinct(granted.map(({ arn }) => arn)),
    grantingAccounts: distinct(granted.map(({ account }) => account)),
    asCallers: distinct(users.flatMap(({ role }) => asCaller(role, scenario))),
    inAccountsBut: (accounts) =>
      distinct(
        users
          .filter(({ role }) => !accounts.includes(role.account))
          .map(({ name, role }) => `${name} of ${role.account}`),
      ),
  };
}

/** Of a claim about grants: those that another account makes for the role of a known user do not count. */
export function exceptGrantsFor({ grantees }: KnownUsers): When {
  return grantees.length === 0
    ? {}
    : { StringNotEquals: { "kms:GranteePrincipal": [...grantees] } };
}

/** A Condition block that the requests of known users do not meet, besides what it asks already. */
export function exceptKnown(known: KnownUsers, when: When): When {
  if (known.arns.length === 0) return when;
  const { ArnNotLike = {}, StringNotEquals = {} } = when;
  const listed = ArnNotLike["aws:PrincipalArn"] ?? [];
  const principals = [...(typeof listed === "string" ? [listed] : listed), ...known.arns];
  return {
    ...when,
    ArnNotLike: { ...ArnNotLike, "aws:PrincipalArn": principals },
    ...(known.grantees.length > 0
      ? { StringNotEquals: { ...StringNotEquals, "kms:GranteePrincipal": [...known.grantees] } }
      : {}),
  };
}
