import {
  createCallDecider,
  createDocumentIndexCache,
  type DecisionOptions,
  isEc2Infrastructure,
  isOwnAccount,
  nameOfTime,
  requestAt,
  roleOfPrincipal,
  type ScenarioDocument,
  timesAsked,
} from "#acquisition";
import { completed, type LoggedCall, type ParsedDenial, readCall, timeOfEvent } from "#denial";
import { parseArn } from "#policy";
import type { Scenario } from "#scenario";
import type { CutEvent } from "../log/cut-event.ts";
import { createLogReader, type LogReader } from "../log/read-log.ts";
import { createBoundedTexts } from "./bounded-texts.ts";
import { type CallGroup, succeeded } from "./call-group.ts";
import { createCoverage } from "./coverage.ts";
import { createMadeGrants } from "./made-grants.ts";
import { permissionUse } from "./permission-use.ts";
import type { Replay } from "./replay.ts";
import { replayedCalls } from "./replayed-calls.ts";
import { createRequestName } from "./request-name.ts";
import { type TighterAnswer, tighterAnswers } from "./tighten.ts";

/** A replay under way: its files are read one after the other, in pieces. */
export interface RunningReplay {
  /** Begins with the next file; `name` is for the problems. */
  readonly file: (name: string) => Pick<LogReader, "push">;
  /** Events read so far. */
  readonly events: () => number;
  /** The result, once every file was read to its end. */
  readonly result: () => Replay;
  /** The answers that allow less, tried with the calls of the result. */
  readonly tighter: () => readonly TighterAnswer[];
}

/** More different calls than this are not decided; a log of 100,000 events has some hundred. */
const mostGroups = 50_000;
const mostCallers = 10_000;
/** The texts, and the contents, that are kept: those of about 50,000 usual events. */
const mostTexts = { texts: 100_000, characters: 64 * 1_048_576 };
const mostIds = 5_000_000;

/**
 * Decides every call of KMS and STS that the scenario's roles made in a log, and those of EC2 under the grants that they
 * made, against the documents and layers. Needs the memory of the different calls, not of the log. Never throws.
 * `onWork` is called again and again while a log is read and decided.
 */
export function createReplay(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  { layers }: Pick<DecisionOptions, "layers"> = {},
  onWork: () => void = () => {},
): RunningReplay {
  const options = { layers, indexes: createDocumentIndexCache(onWork) };
  const { nameOf, contentOf, ignored } = createRequestName(documents, layers);
  const times = timesAsked(scenario, documents, layers);
  /** What distinguishes calls at different times, for the beginning of a name; the same for all if nothing is about time. */
  const timeName = (eventTime: unknown) => {
    if (!times) return "";
    const time = timeOfEvent(eventTime);
    return time ? `${nameOfTime(times, time)} ` : "unknown ";
  };
  const coverage = createCoverage();
  const groups = new Map<string, CallGroup>();
  const grants = createMadeGrants();
  const seen = new Set<string>();
  const unnamedIds = new Set<string>();
  const readers: { readonly name: string; readonly reader: LogReader }[] = [];
  const problems = new Set<string>();
  /** Most events of a log are like an earlier one but for their time and ids: its text is not parsed again. */
  const byRest = createBoundedTexts<LikeEvents>(mostTexts);
  const byContent = createBoundedTexts<Counts>(mostTexts);
  const leftOut: Counted = { count: 0 };
  let events = 0;
  let byOthers = 0;
  let unnamed = 0;
  let repeated = 0;

  const callers = new Map<string, string | undefined>();
  const callerOf = (principal: string) => {
    if (callers.has(principal)) return callers.get(principal);
    const caller = callerIn(scenario, principal);
    if (callers.size < mostCallers) callers.set(principal, caller);
    return caller;
  };

  /** Whether the log has the event twice. */
  const isRepeated = ({ sharedEventID, eventID }: EventIds): boolean => {
    const id = sharedEventID ?? eventID;
    if (id === undefined || !seen.has(id)) return false;
    events += 1;
    repeated += 1;
    return true;
  };
  const count = ({ region, account, service, isRead, counts }: LikeEvents, ids: EventIds) => {
    events += 1;
    const id = ids.sharedEventID ?? ids.eventID;
    coverage.note({ time: ids.eventTime, region, account }, service, isRead);
    if (counts === "unnamed") {
      // The caller's account has the same event with the caller.
      if (id === undefined) unnamed += 1;
      else if (unnamedIds.size < mostIds) unnamedIds.add(detached(id));
      return;
    }
    if (id !== undefined && seen.size < mostIds) seen.add(detached(id));
    if (counts === "others") byOthers += 1;
    else for (const group of counts) group.count += 1;
  };
  const onKnown = (cut: CutEvent): boolean => {
    const known = byRest.get(timeName(cut.eventTime) + cut.rest);
    if (known && !isRepeated(cut)) count(known, cut);
    return known !== undefined;
  };
  const onEvent = (event: LoggedEvent, cut?: CutEvent) => {
    const ids: EventIds = {
      eventTime: textIn(event.eventTime),
      eventID: textIn(event.eventID),
      sharedEventID: textIn(event.sharedEventID),
    };
    if (isRepeated(ids)) return;
    const like: LikeEvents = {
      region: textIn(event.awsRegion),
      account: textIn(event.recipientAccountId),
      service: String(event.eventSource).startsWith("kms") ? "kms" : "sts",
      isRead: event.readOnly === true,
      counts: groupsOf(event),
    };
    if (cut) byRest.keep(timeName(cut.eventTime) + cut.rest, like);
    count(like, ids);
  };
  const groupsOf = (event: LoggedEvent): Counts => {
    const without = contentOf(event);
    if (without === undefined) return newGroupsOf(event);
    const content = timeName(event.eventTime) + without;
    const known = byContent.get(content);
    if (known) return known;
    const counts = newGroupsOf(event);
    byContent.keep(content, counts);
    return counts;
  };
  /** The groups that an event's checks belong to: none if they are not decided. */
  const newGroupsOf = (event: LoggedEvent): Counts => {
    const call = readCall(event);
    const [check] = call?.checks ?? [];
    if (!call || !check || check.principal === "") return "unnamed";
    const caller = callerOf(check.principal);
    if (caller === undefined) return "others";
    const [eventId, time] = [textIn(event.eventID), textIn(event.eventTime)];
    const example = { ...(eventId ? { eventId } : {}), ...(time ? { time } : {}) };
    const when = timeName(event.eventTime);
    return call.checks.flatMap((one) => groupOf(caller, one, call, example, when) ?? []);
  };

  const groupOf = (
    caller: string,
    check: ParsedDenial,
    { ended, isDenied }: LoggedCall,
    example: CallGroup["example"],
    when: string,
  ): Counted | undefined => {
    const name = `${when}${isDenied} ${ended} ${nameOf(check, caller)}`;
    let group = groups.get(name);
    if (!group && groups.size >= mostGroups) return leftOut;
    if (!group) {
      const known = completed(check, scenario);
      if (typeof known === "string") {
        problems.add(known);
        return undefined;
      }
      const { request, time } = known;
      const denial = times && time ? { ...known, request: requestAt(request, time) } : known;
      group = { caller, check, denial, ended, isDenied, example, count: 0 };
      groups.set(name, group);
    }
    if (ended === "") grants.note(check, group.denial.request);
    return group;
  };

  return {
    events: () => events,
    file: (name) => {
      const reader = createLogReader({
        onEvent,
        onKnown,
        ignored,
        onWork,
        onOther: (place) => {
          events += 1;
          coverage.note(place);
        },
      });
      readers.push({ name, reader });
      return reader;
    },
    result: () => {
      const decider = createCallDecider(scenario, documents, options);
      const all = [...groups.values()];
      for (const group of all) {
        const { request } = group.denial;
        group.made = isEc2Infrastructure(request.principal) ? grants.of(request) : undefined;
        group.decided = decider.decide(request, group.made);
      }
      const covered = coverage.result();
      return {
        ...replayedCalls(all),
        byOthers,
        unnamed: unnamed + [...unnamedIds].filter((id) => !seen.has(id)).length,
        repeated,
        coverage: covered,
        permissions: permissionUse(scenario, documents, passingCalls(all), covered),
        problems: [
          ...readers.flatMap(({ name, reader }) => {
            const problem = reader.problem();
            return problem === undefined ? [] : [`${name}: ${problem}`];
          }),
          ...problems,
          ...(leftOut.count > 0
            ? [`${leftOut.count} calls were not decided: the log has too many different ones.`]
            : []),
        ],
      };
    },
    tighter: () => tighterAnswers(scenario, documents, passingCalls([...groups.values()]), options),
  };
}

/** The decided calls that succeeded and that the documents allow. */
function passingCalls(groups: readonly CallGroup[]) {
  return groups.flatMap(({ ended, decided, denial: { request }, count, made }) =>
    succeeded(ended) && decided?.outcome === "allowed"
      ? [{ request, count, made, allowedBy: decided.allowedBy }]
      : [],
  );
}

type Counted = Pick<CallGroup, "count">;
type Counts = readonly Counted[] | "others" | "unnamed";
type LoggedEvent = Readonly<Record<string, unknown>>;

/** What events have in common that differ only in their time and ids. */
interface LikeEvents {
  readonly region: string | undefined;
  readonly account: string | undefined;
  readonly service: "kms" | "sts";
  readonly isRead: boolean;
  readonly counts: Counts;
}

interface EventIds {
  readonly eventTime?: string | undefined;
  readonly eventID?: string | undefined;
  readonly sharedEventID?: string | undefined;
}

/** Names the caller, if the replay is about its calls. */
function callerIn(scenario: Scenario, principal: string): string | undefined {
  const account = parseArn(principal)?.account ?? "";
  if (!isOwnAccount(scenario, account)) return undefined;
  if (isEc2Infrastructure(principal)) return `ec2 ${account}`;
  return roleOfPrincipal(scenario, principal)?.arn;
}

/** The same text as a string that keeps no longer string in memory, as a part of a file's text does. */
function detached(text: string): string {
  return ` ${text}`.slice(1);
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, 200) : undefined;
}
