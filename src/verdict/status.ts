import { isCounted, type OtherUserRun, type Probe, type Step, type Summary } from "#acquisition";
import type { Finding } from "#engine";
import { hasExampleValues, type Scenario } from "#scenario";
import { decidedFor, endedOrNotBegun, timeOf, worksFor } from "./status-time.ts";
import type { ClaimResult, Status, StatusKind, StatusTime, Verdict } from "./types.ts";

/** What the status is computed from. */
export interface StatusInput {
  readonly scenario: Scenario;
  /** What the first missing or invalid answer asks for; left out if all answers are complete. */
  readonly problem?: string | undefined;
  readonly summary: Summary;
  readonly steps: readonly Step[];
  readonly probes: readonly Probe[];
  readonly findings: Verdict["findings"];
  /** Left out as long as they are being decided. */
  readonly claims?: readonly ClaimResult[] | undefined;
  /** Left out if the answers name none. */
  readonly otherUsers?: readonly OtherUserRun[] | undefined;
}

/** The state of the work: the worst counts (`StatusKind` lists them from the worst down). */
export function statusOf(input: StatusInput): Status {
  const time = timeOf(input.scenario);
  return {
    ...worst({ ...input, time }),
    example: hasExampleValues(input.scenario),
    ...(time ? { time } : {}),
  };
}

/** A verdict with its claims, which are decided after all else, and the status that follows from them. */
export function withClaims(
  verdict: Verdict,
  claims: readonly ClaimResult[],
): Verdict & Required<Pick<Verdict, "claims">> {
  const { status } = verdict;
  if (status.kind === "incomplete" || status.kind === "stops") return { ...verdict, claims };
  return {
    ...verdict,
    claims,
    status: { ...status, ...worst({ ...verdict, claims, time: status.time }) },
  };
}

type Worst = Omit<Status, "example" | "time">;

function worst({
  problem,
  summary,
  steps,
  probes,
  findings,
  claims,
  otherUsers = [],
  time,
}: Omit<StatusInput, "scenario"> & { readonly time: StatusTime | undefined }): Worst {
  const detail = `${summary.stepsWorking} of ${summary.steps} steps pass${decidedFor(time)}.`;
  const works = worksFor(time, probes);
  if (problem !== undefined)
    return {
      kind: "incomplete",
      title: "An answer is not complete",
      detail: problem,
      sentence: `An answer is not complete: ${problem}`,
    };
  if (summary.works === "empty") return simply("incomplete", summary.text, "");
  const unreadable = countOf(findings, ({ rule }) => rule === "json-syntax");
  if (unreadable > 0)
    return simply(
      "incomplete",
      `${some(unreadable, "document is", "documents are")} not valid JSON.`,
      detail,
    );
  if (summary.works === "stops" || summary.works === "stops-by-answer")
    return stop(steps, summary.works, time);
  if (summary.works === "unknown")
    return simply("undecided", `Not decided: ${summary.why}.`, detail);
  const undecided = claims?.find(({ result }) => result === "undecided");
  const problems = [...userProblems(otherUsers), ...openProblems(summary, claims, findings)];
  const user = otherUsers.find(({ state }) => state === "unknown");
  if (problems.length > 0 && !undecided && !user) {
    const but = `but ${problems.join(", and ")}`;
    return {
      kind: "open",
      title: `Works${works}, ${but}`,
      detail,
      sentence: `The import works${works}, ${but}.`,
    };
  }
  if (user && !undecided)
    return simply("undecided", `Not decided: whether ${user.name} keeps working.`, detail);
  if (undecided)
    return simply("undecided", `Not decided: ${undecided.why ?? undecided.sentence}`, detail);
  if (!claims) {
    const pending = "Whether every claim about all requests holds is being decided.";
    return {
      kind: "works",
      title: `Works${works}`,
      detail: pending,
      sentence: `The import works${works}. ${pending}`,
    };
  }
  const isProved = claims.length > 0;
  return {
    kind: isProved ? "proved" : "works",
    title: isProved ? `Works${works}, proved` : `Works${works}`,
    detail,
    sentence: isProved
      ? `The import works${works}, and every claim about all requests is proved.`
      : `The import works${works}, and every abuse that was tried is refused.`,
  };
}

/** A status of which title and sentence are the same. */
function simply(kind: StatusKind, sentence: string, detail: string): Worst {
  return { kind, title: sentence.replace(/\.$/, ""), detail, sentence };
}

/** “Stops at step 4 of 4: read the snapshot’s blocks”, and the reason. */
function stop(
  steps: readonly Step[],
  works: Summary["works"],
  time: StatusTime | undefined,
): Worst {
  const counted = steps.filter((step) => isCounted(step) && !step.unreached);
  const at =
    counted.find(({ state }) => state === "broken") ??
    counted.find(({ state }) => state === "withheld");
  const sentence =
    works === "stops-by-answer"
      ? "The import stops where you withhold CreateGrant."
      : at
        ? `The import stops: ${at.title}.`
        : "The import stops.";
  if (!at) return simply("stops", sentence, "");
  // As the map numbers them: with the steps that ask no key.
  const beside = steps.filter(
    ({ sourceId, documentedOnly }) => sourceId === at.sourceId && !documentedOnly,
  );
  const place = `${beside.indexOf(at) + 1} of ${beside.length}`;
  const failing = at.requests.find(({ state }) => state === at.state);
  const reason = failing?.why?.sentence ?? "";
  const outside = failing?.why?.keyState ? undefined : endedOrNotBegun(time);
  if (outside !== undefined)
    return {
      kind: "stops",
      title: `Stops: ${outside}`,
      detail: `Step ${place} is refused${decidedFor(time)}. ${reason}`,
      sentence: `The import stops: ${outside}.`,
    };
  const name = at.title.charAt(0).toLowerCase() + at.title.slice(1);
  const what =
    at.state === "withheld" ? `you withhold ${failing?.request.action ?? "CreateGrant"}` : name;
  return {
    kind: "stops",
    title: `Stops at step ${place}: ${what}`,
    detail: reason,
    sentence,
  };
}

/** How many documents have such a finding. */
function countOf(findings: Verdict["findings"], is: (finding: Finding) => boolean): number {
  return Object.values(findings).filter((own) => own.some(is)).length;
}

function some(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The names of the other users that stop, or of which it is not decided, each once. */
export function stoppedUsers(users: readonly OtherUserRun[]): readonly string[] {
  return [...new Set(users.filter(({ state }) => state !== "works").map(({ name }) => name))];
}

/** “EC2 Auto Scaling can no longer use a key”. */
function userProblems(users: readonly OtherUserRun[]): readonly string[] {
  const stopped = stoppedUsers(users.filter(({ state }) => state === "broken"));
  const [only] = stopped;
  if (only === undefined) return [];
  return stopped.length === 1
    ? [`${only} can no longer use its key`]
    : [`${stopped.length} other users can no longer use their keys`];
}

function openProblems(
  summary: Summary,
  claims: readonly ClaimResult[] = [],
  findings: Verdict["findings"],
): readonly string[] {
  const allRefuted = claims.filter(({ result }) => result === "refuted");
  const rules = new Set(allRefuted.flatMap(({ rule }) => rule ?? [])).size;
  const refuted = allRefuted.filter(({ rule }) => rule === undefined).length;
  const abuses = summary.open + summary.knowinglyOpen;
  const errors = countOf(findings, ({ severity }) => severity === "error");
  return [
    ...(rules > 0 ? [some(rules, "rule of yours is refuted", "rules of yours are refuted")] : []),
    // One count: the map, the guide and the list of abuses name the abuses, of which a refuted claim is the other side.
    ...(abuses > 0 ? [some(abuses, "abuse is open", "abuses are open")] : []),
    ...(refuted > 0 && abuses === 0
      ? [some(refuted, "claim is refuted", "claims are refuted")]
      : []),
    ...(summary.blocked > 0 ? ["a required permission is blocked"] : []),
    ...(errors > 0 ? [`${some(errors, "document has", "documents have")} errors`] : []),
  ];
}
