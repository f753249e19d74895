import type { Role, Scenario } from "#scenario";
import {
  type DecisionOptions,
  type DocumentIndex,
  documentIndexOf,
} from "../documents/document-index.ts";
import type { ScenarioDocument } from "../documents/scenario-document.ts";
import { type Part, partsOf, plansOfPart, platformPart } from "../parts.ts";
import { type KeyUser, keyUsersOf } from "../probes/users.ts";
import { ownRuleClaims } from "../rules/own-rules.ts";
import { type CheckedClaim, type ClaimGroup, decidedClaims } from "./claim.ts";
import { keyClaims } from "./key-claims.ts";
import { otherKeyClaims, roleClaims } from "./role-claims.ts";
import { temporaryKeyClaims } from "./temporary-key-claims.ts";
import { otherRoleClaims, trustClaims } from "./trust-claims.ts";

/**
 * Decides every claim of a scenario on these documents: each is a sentence about all requests that AWS can send, proved,
 * or refuted by an allowed request, or not decided for a reason. The user's rules are among them. Never throws.
 */
export function runClaims(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions = {},
): readonly CheckedClaim[] {
  return [...claimsInSteps(scenario, documents, undefined, options)].flat();
}

/**
 * The same in steps, for a caller that has other work in between; of one part of a scenario (a target's id, or `platform`)
 * where one is named. Never throws.
 */
export function* claimsInSteps(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  partId: string | undefined,
  options: DecisionOptions = {},
): Generator<readonly CheckedClaim[], void> {
  const index = documentIndexOf(scenario, documents, options);
  for (const part of partsOf(index)) {
    if (partId !== undefined && part.id !== partId) continue;
    for (const group of plansOfPart(index, part, claimGroups)) yield decidedClaims(index, group);
    yield* ownRuleClaims(index, part);
  }
}

function claimGroups(index: DocumentIndex, part: Part): readonly ClaimGroup[] {
  const users = keyUsersOf(index, part);
  const ofRoles = users.map((user) => roleClaims(index, user));
  if (part.id === platformPart) {
    const everywhere = partsOf(index).flatMap((each) => keyUsersOf(index, each));
    const [platform] = part.routes.map((route) => route.platform);
    const assumed = distinctRoles(part.routes.flatMap((route) => route.assumed ?? []));
    return [
      ...ofRoles,
      ...temporaryKeyClaims(index, part.routes),
      ...otherKeyClaims(
        index,
        everywhere.filter(({ role }) => role.arn === platform?.arn),
      ),
      ...(platform ? [otherRoleClaims(index, platform, assumed)] : []),
    ];
  }
  const platformArn = part.routes[0]?.platform.arn;
  return [
    ...byKey(users).flatMap((ofKey) => claimsOfKey(index, ofKey)),
    ...ofRoles,
    ...byRole(users.filter(({ role }) => role.arn !== platformArn)).flatMap((ofRole) =>
      otherKeyClaims(index, ofRole),
    ),
    ...distinctRoles(part.routes.flatMap((route) => route.assumed ?? [])).flatMap((role) =>
      part.routes[0] ? [trustClaims(index, part.routes[0].platform, role)] : [],
    ),
  ];
}

function claimsOfKey(index: DocumentIndex, users: readonly KeyUser[]): readonly ClaimGroup[] {
  const [first] = users;
  if (!first?.sourceKey) return [];
  const roles = distinctRoles(users.map(({ role }) => role));
  return keyClaims(index, first.route.source, first.key.region, roles);
}

const byKey = (users: readonly KeyUser[]) =>
  grouped(users, ({ key, sourceKey }) => `${sourceKey?.id} ${key.arn}`);
const byRole = (users: readonly KeyUser[]) => grouped(users, ({ role }) => role.arn);

function grouped(
  users: readonly KeyUser[],
  nameOf: (user: KeyUser) => string,
): readonly (readonly KeyUser[])[] {
  const groups = new Map<string, KeyUser[]>();
  for (const user of users) {
    const group = groups.get(nameOf(user));
    if (group) group.push(user);
    else groups.set(nameOf(user), [user]);
  }
  return [...groups.values()];
}

function distinctRoles(roles: readonly Role[]): readonly Role[] {
  return [...new Map(roles.map((role) => [role.arn, role])).values()];
}
