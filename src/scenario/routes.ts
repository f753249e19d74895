import { platformRole, type Role, targetRole } from "./principals.ts";
import { regionsOfKey, type Scenario } from "./scenario.ts";
import { type Source, sourcesOf } from "./sources.ts";

/**
 * The route of an import from one source to the platform: who copies what under which key, and who reads it where. It
 * says what happens, not what is allowed. The generator writes permissions for it; the acquisition run asks the
 * authorizer for each request.
 */
export interface Route {
  readonly source: Source;
  readonly platform: Role;
  /** The role that looks up the key and copies the snapshot: the assumed role, otherwise the platform role. */
  readonly actor: Role;
  /** The assumed role, if there is one. */
  readonly assumed?: Role;
  /** The CopySnapshot calls, in order. */
  readonly copies: readonly SnapshotCopy[];
  readonly ending: Ending;
  /** The regions of the temporary key: the platform's, then its replica's. Empty if there is none. */
  readonly temporaryKeyRegions: readonly string[];
}

/** The key of a snapshot or volume: the source key in one of its regions, or the temporary key. */
export interface KeyPlace {
  readonly key: "source" | "temporary";
  readonly region: string;
}

/** One CopySnapshot call: who copies, from which key to which key. */
export interface SnapshotCopy {
  readonly by: Role;
  readonly from: KeyPlace;
  readonly to: KeyPlace;
}

/** How the data is read: by the EBS direct APIs, or from a volume attached to a worker. */
export interface Ending {
  readonly method: "ebs-direct" | "create-volume";
  readonly by: Role;
  readonly under: KeyPlace;
}

/** A route for each answered source; none while the platform's own questions are open. */
export function routesOf(scenario: Scenario): readonly Route[] {
  const platform = platformRole(scenario);
  if (!platform || scenario.platform.region === "") return [];
  return sourcesOf(scenario).map((source) => routeOf(scenario, platform, source));
}

/**
 * The number of accounts in a run: every target with a route, and the platform's own account; 0 without a route. A
 * target with incomplete answers has no route, no documents and no checks.
 */
export function accountsInRun(scenario: Scenario): number {
  if (!platformRole(scenario) || scenario.platform.region === "") return 0;
  const targets = new Set(sourcesOf(scenario).map(({ target }) => target.id));
  return targets.size === 0 ? 0 : targets.size + 1;
}

function routeOf(scenario: Scenario, platform: Role, source: Source): Route {
  const assumed = targetRole(scenario, source.target);
  const parties = { source, platform, actor: assumed ?? platform, ...(assumed ? { assumed } : {}) };
  const path = pathOf(scenario, parties);
  const usesTemporaryKey = [
    path.ending.under,
    ...path.copies.flatMap((copy) => [copy.from, copy.to]),
  ].some((place) => place.key === "temporary");
  // The platform creates the temporary key as multi-Region key if the regions differ (facts §1).
  const temporaryKeyRegions = usesTemporaryKey
    ? [...new Set([scenario.platform.region, source.region])]
    : [];
  return { ...parties, ...path, temporaryKeyRegions };
}

type Parties = Pick<Route, "source" | "platform" | "actor" | "assumed">;

/**
 * Whether an import by EBS direct first copies a snapshot: one under an AWS managed key of another account cannot be
 * shared, so it is copied to the temporary key (facts §3.12, §6).
 */
export function ebsDirectCopies(scenario: Scenario): boolean {
  return sourcesOf(scenario).some((source) => isCopiedOutFirst(scenario, source));
}

function isCopiedOutFirst(scenario: Scenario, { target, key }: Source): boolean {
  return target.account !== scenario.platform.account && key.type === "aws-managed";
}

function pathOf(scenario: Scenario, parties: Parties): Pick<Route, "copies" | "ending"> {
  const { source, platform, actor } = parties;
  const there: KeyPlace = { key: "source", region: source.region };
  const temporaryThere: KeyPlace = { key: "temporary", region: source.region };
  const temporaryHere: KeyPlace = { key: "temporary", region: scenario.platform.region };
  const foreign = source.target.account !== scenario.platform.account;
  const regionsDiffer = source.region !== scenario.platform.region;
  const outFirst = isCopiedOutFirst(scenario, source);
  const copyOut: SnapshotCopy = { by: actor, from: there, to: temporaryThere };

  if (scenario.method === "ebs-direct") {
    if (!outFirst) return { copies: [], ending: endingOf("ebs-direct", actor, there) };
    return { copies: [copyOut], ending: endingOf("ebs-direct", platform, temporaryThere) };
  }
  if (!foreign) return ownAccountPath(scenario, parties, there, temporaryHere);
  const ending = endingOf("create-volume", platform, temporaryHere);
  if (!outFirst && scenario.crossAccount === "both-roles")
    return { copies: [{ by: platform, from: there, to: temporaryHere }], ending };
  const copyHome: SnapshotCopy = { by: platform, from: temporaryThere, to: temporaryHere };
  return { copies: regionsDiffer ? [copyOut, copyHome] : [copyOut], ending };
}

function ownAccountPath(
  scenario: Scenario,
  { source, actor }: Parties,
  there: KeyPlace,
  temporaryHere: KeyPlace,
): Pick<Route, "copies" | "ending"> {
  const here = scenario.platform.region;
  if (source.region === here)
    return { copies: [], ending: endingOf("create-volume", actor, there) };
  // With a replica in the platform's region the copy needs no temporary key.
  const replicaHere = regionsOfKey(source.key).includes(here);
  const to: KeyPlace = replicaHere ? { key: "source", region: here } : temporaryHere;
  return { copies: [{ by: actor, from: there, to }], ending: endingOf("create-volume", actor, to) };
}

function endingOf(method: Ending["method"], by: Role, under: KeyPlace): Ending {
  return { method, by, under };
}

/** The regions of the import: the platform's first, then those of its sources. */
export function regionsOfImport(scenario: Scenario): readonly string[] {
  const sources = routesOf(scenario).map(({ source }) => source.region);
  return [...new Set([scenario.platform.region, ...sources])];
}
