import { accountRootArn, parseArn } from "#policy";
import { regionsOf } from "#policy/kms";
import {
  type CreateGrantAnswer,
  createGrantFor,
  type Key,
  type Role,
  type Route,
  routesOf,
  type Scenario,
} from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import { type Part, platformPart } from "../parts.ts";
import { keyAt, type RequestedKey } from "../requests/requested-key.ts";
import { type Caller, ownOrganization } from "../requests/requests.ts";
import { isOwnAccount } from "../requests/roles.ts";

/** A role of the import together with a key that it uses: whom the probes try to abuse. */
export interface KeyUser {
  readonly id: string;
  readonly route: Route;
  readonly role: Role;
  readonly key: RequestedKey;
  /** The scenario's key; none for the temporary key. */
  readonly sourceKey?: Key;
  readonly createGrant: CreateGrantAnswer;
}

/**
 * Every pair of role and key that the routes of a part make, each once. The platform's own part has those of the platform
 * role and the temporary key, which are the same for all targets.
 */
export function keyUsersOf(index: DocumentIndex, part: Part): readonly KeyUser[] {
  const users = new Map<string, KeyUser>();
  for (const route of part.routes) {
    const { source, platform, actor, copies, ending, temporaryKeyRegions } = route;
    const places = [
      { role: actor, place: { key: "source" as const, region: source.region } },
      ...copies.flatMap(({ by, from, to }) => [
        { role: by, place: from },
        { role: by, place: to },
      ]),
      { role: ending.by, place: ending.under },
      // The role that makes the temporary key can at least describe it.
      ...temporaryKeyRegions.map((region) => ({
        role: platform,
        place: { key: "temporary" as const, region },
      })),
    ];
    for (const { role, place } of places) {
      const ofSource = place.key === "source";
      const ofPlatform = !ofSource && role === platform;
      if (ofPlatform !== (part.id === platformPart)) continue;
      const about = ofSource ? `${source.target.id}/${source.key.id}` : "temporary";
      const id = `${about}/${place.region}/${role.account}/${role.path}`;
      if (users.has(id)) continue;
      users.set(id, {
        id,
        route,
        role,
        key: keyAt(index, route, place),
        ...(ofSource ? { sourceKey: source.key } : {}),
        createGrant: ofSource
          ? createGrantFor(index.scenario, source.key)
          : index.scenario.createGrant,
      });
    }
  }
  return [...users.values()];
}

/** A region of the partition that the scenario does not touch; one that AWS may yet open where it touches them all. */
export function foreignRegion({ scenario, plans }: DocumentIndex): string {
  return plans.of(scenario, untouchedRegion, () => untouchedRegion(scenario));
}

function untouchedRegion(scenario: Scenario): string {
  const touched = new Set([
    scenario.platform.region,
    ...routesOf(scenario).flatMap(({ source }) => [source.region, ...source.key.replicaRegions]),
  ]);
  const other = regionsOf(scenario.partition).find(({ code }) => !touched.has(code))?.code;
  return other ?? scenario.platform.region.replace(/\d+$/, "9");
}

/** An organization that is nobody's here. */
export const elsewhere = "o-0000000000";

/** An identity policy that allows everything. */
export const everything = {
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow" as const, Action: "*", Resource: "*" }],
  },
};

/** Another role of an account, to which the account's IAM policies allow everything. */
export function administratorOf(scenario: Scenario, account: string): Caller {
  const stranger = account === strangerAccount(scenario);
  return {
    ...(stranger ? { organizationId: elsewhere } : ownOrganization(scenario)),
    arn: `arn:${scenario.partition}:iam::${account}:role/SomebodyElse`,
    identityPolicies: [everything],
  };
}

/** A principal that a document names, allowed everything by its own account; of an account, one of its roles. */
export function namedCaller(scenario: Scenario, arn: string): Caller {
  const { account = "", resource = "" } = parseArn(arn) ?? {};
  const administrator = administratorOf(scenario, account);
  return resource === "root" ? administrator : { ...administrator, arn };
}

/** A role of an account that has no policies at all. */
export function roleWithoutPolicies(scenario: Scenario, account: string): Caller {
  return {
    ...ownOrganization(scenario),
    arn: `arn:${scenario.partition}:iam::${account}:role/WithoutPolicies`,
    identityPolicies: [],
  };
}

/** The root user of an account. */
export function rootOf(scenario: Scenario, account: string): Caller {
  const arn = accountRootArn(scenario.partition, account);
  return { arn, identityPolicies: [], ...ownOrganization(scenario) };
}

/** An account that has nothing to do with the scenario. */
export function strangerAccount(scenario: Scenario): string {
  return (
    ["999999999999", "888888888888"].find((account) => !isOwnAccount(scenario, account)) ??
    "777777777777"
  );
}
