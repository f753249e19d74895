import {
  type CheckedClaim,
  type DecisionOptions,
  isLeftOpen,
  isStandIn,
  type Probe,
  roleOfPrincipal,
  runProbes,
  type ScenarioDocument,
} from "#acquisition";
import type { AccessRequest } from "#engine";
import { parseArn } from "#policy";
import { isLarge, type Scenario } from "#scenario";
import {
  type EventPattern,
  type EventTests,
  eventPattern,
  maximumPatternLength,
} from "./event-conditions.ts";
import { athenaQuery, lakeQuery } from "./event-queries.ts";
import { knownInLog } from "./known-in-log.ts";
import { watchedKinds } from "./watched-kinds.ts";

/** An abuse or a claim that stays open by the user's answers, as far as events can show it. */
export interface Opening {
  /** The id of the probe or claim. */
  readonly id: string;
  /** What is tried, or claimed: `direct-use`, `only-through-ec2`. */
  readonly kind: string;
  /** The title of the probe, or the sentence of the claim. */
  readonly title: string;
  /** The requests that are allowed. */
  readonly requests: readonly AccessRequest[];
}

/** How CloudTrail shows what stays open. Plain JSON. */
export interface Watch {
  /** The titles of what it shows, without duplicates. */
  readonly titles: readonly string[];
  /** Where the rule goes: the account and region in which CloudTrail delivers the event. */
  readonly account: string;
  readonly region: string;
  /** A name for the rule: letters, digits and dashes, at most 64; unique among the watches of a call. */
  readonly name: string;
  readonly pattern: EventPattern;
  /** The events are reads for CloudTrail: EventBridge delivers them only to a rule in `readState`. */
  readonly isRead: boolean;
  readonly lakeQuery: string;
  readonly athenaQuery: string;
}

/** What stays open and no single event shows, and why. */
export interface Unwatched {
  readonly titles: readonly string[];
  readonly why: string;
}

/** The rules that show what stays open, and what no rule shows. */
export interface Watches {
  readonly watches: readonly Watch[];
  readonly unwatched: readonly Unwatched[];
}

/**
 * The state of a rule that also matches read-only management events; `ENABLED` leaves them out.
 * Source: EventBridge User Guide, "Receiving read-only management events from AWS services".
 */
export const readState = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

/** More keys than this make a pattern too long: they get a rule of their own. */
const keysOfRule = 10;

/** What stays open by the user's answers, of a run's probes and claims. Claims that were not decided are left out. */
export function openingsOf(
  probes: readonly Probe[],
  claims: readonly (Pick<
    CheckedClaim,
    "id" | "kind" | "sentence" | "result" | "rule" | "mitigation" | "known"
  > & { readonly witness?: AccessRequest })[] = [],
): readonly Opening[] {
  return [
    ...probes
      .filter(({ state }) => state === "knowingly-open")
      .map(({ id, kind, title, about, requests }) => ({
        id,
        kind,
        title: `${title} (${about})`,
        requests: requests.flatMap(({ request, outcome }) =>
          outcome === "allowed" ? [request] : [],
        ),
      })),
    ...claims
      .filter(
        (claim) => claim.result === "refuted" && claim.rule === undefined && isLeftOpen(claim),
      )
      .map(({ id, kind, sentence, witness }) => ({
        id,
        kind,
        title: sentence,
        requests: witness ? [witness] : [],
      })),
  ];
}

/** What is about the same events, so that one rule shows it. */
interface Group {
  readonly kind: string;
  readonly role: string | undefined;
  readonly account: string;
  readonly region: string;
  readonly keys: Set<string>;
  readonly titles: Set<string>;
}

/**
 * How CloudTrail shows what stays open: a rule for each kind, role, account and region, whose pattern matches the abuse's
 * events and no event of the import or of the key's other users. Events of a role are watched in the role's account, since
 * CloudTrail delivers an event to its caller; those of anybody in the key's.
 * Sources: EventBridge User Guide, "Events from AWS services" (caller and resource owner); KMS Developer Guide, "Logging AWS
 * KMS API calls with AWS CloudTrail". Never throws on what users wrote.
 */
export function watchesFor(scenario: Scenario, openings: readonly Opening[]): Watches {
  const known = knownInLog(scenario);
  const watches: Watch[] = [];
  const unwatched = new Map<string, Set<string>>();
  const groups = groupsOf(scenario, openings);
  const leaveOut = (why: string, titles: Iterable<string>) => {
    const all = unwatched.get(why) ?? new Set<string>();
    for (const title of titles) all.add(title);
    unwatched.set(why, all);
  };
  for (const { kind, role, account, region, keys, titles } of groups) {
    const see = watchedKinds[kind];
    if (!see) {
      leaveOut("No event of CloudTrail is known to show it.", titles);
      continue;
    }
    for (const some of inParts([...keys])) {
      const tests = see({ ...known, ...(role === undefined ? {} : { role }), keys: some });
      if ("notPossible" in tests) {
        leaveOut(tests.notPossible, titles);
        continue;
      }
      const pattern = eventPattern(tests);
      if (JSON.stringify(pattern).length > maximumPatternLength) {
        leaveOut(
          `Its event pattern is longer than ${maximumPatternLength} characters: too many keys or roles to name.`,
          titles,
        );
        continue;
      }
      watches.push({
        titles: [...titles],
        account,
        region,
        name: `keyhole-${kind}-${watches.length + 1}`.slice(0, 64),
        pattern,
        isRead: readsOnly(tests),
        lakeQuery: lakeQuery(tests),
        athenaQuery: athenaQuery(tests),
      });
    }
  }
  return {
    watches,
    unwatched: [...unwatched].map(([why, titles]) => ({ why, titles: [...titles] })),
  };
}

/**
 * The same of these documents, by their own run. Of a large scenario nothing is watched, and it is said: a rule for each of
 * its keys would be past EventBridge's quota.
 */
export function watchesOf(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions = {},
): Watches {
  if (isLarge(scenario)) return { watches: [], unwatched: [{ titles: [], why: tooMany }] };
  return watchesFor(scenario, openingsOf(runProbes(scenario, documents, options)));
}

const tooMany =
  "So many accounts and keys need more rules than EventBridge takes. Run the queries over the organization’s trail.";

function groupsOf(scenario: Scenario, openings: readonly Opening[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { kind, title, requests } of openings)
    for (const { principal, resource, context = {} } of requests) {
      const role = roleOfPrincipal(scenario, principal);
      const arn = parseArn(resource);
      const isKey = arn?.service === "kms" && arn.resource.startsWith("key/");
      const account = role?.account ?? arn?.account ?? "";
      const requested = context["aws:RequestedRegion"];
      const region =
        (isKey && arn.region) ||
        (typeof requested === "string" && requested) ||
        scenario.platform.region;
      const name = JSON.stringify([kind, role?.arn, account, region]);
      const group = groups.get(name) ?? {
        kind,
        role: role?.arn,
        account,
        region,
        keys: new Set<string>(),
        titles: new Set<string>(),
      };
      groups.set(name, group);
      group.titles.add(title);
      if (isKey && !isStandIn(resource)) group.keys.add(resource);
    }
  return [...groups.values()];
}

function inParts(keys: readonly string[]): readonly (readonly string[])[] {
  if (keys.length <= keysOfRule) return [keys];
  const parts: (readonly string[])[] = [];
  for (let at = 0; at < keys.length; at += keysOfRule) parts.push(keys.slice(at, at + keysOfRule));
  return parts;
}

/** CreateGrant changes something; what uses a key, and AssumeRole, counts as a read. */
function readsOnly({ tests, anyOf = [] }: EventTests): boolean {
  const writes = ["CreateGrant"];
  const named = [...tests, ...anyOf.flat()].filter(({ field }) => field[0] === "eventName");
  const all = named.flatMap((test) => ("oneOf" in test ? test.oneOf : [""]));
  return all.some((name) => !writes.includes(name));
}
