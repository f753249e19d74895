import { proxy } from "comlink";
import type { RequestPlace } from "#acquisition";
import type { AccessRequest } from "#engine";
import type { ExportOrder } from "#export";
import type { GeneratedDocument } from "#generator";
import type { MergeChoice, MergeProgress, TargetText } from "#import";
import { accountsInRun, type Scenario } from "#scenario";
import type { AccountVerdict, Alternative, ClaimResult, Subject, SubjectDelta } from "#verdict";
import {
  type Connection,
  ConnectionLost,
  connect,
  type Jobs,
  mostMissed,
  startHost,
} from "./connection.ts";
import type { ComparedSides } from "./jobs.ts";

/** Follows a long job, and ends it by the signal. */
export interface Watch<Item> {
  /** Accounts done, how many there are, and what all of them gave so far. */
  readonly onProgress: (done: number, of: number, items: readonly Item[]) => void;
  readonly signal: AbortSignal;
}

/** The checker failed, as opposed to what it checks: the screen says so. */
export class CheckerFailed extends Error {}

export type Checker = ReturnType<typeof createChecker>;

/** Heartbeats that an import, an export or a slice of a long job may take without a break, whatever the machine does. */
const longestPatience = 30;

/** The same for claims: pings are answered between their groups. */
const patienceForClaims = 8;

/** The same for a verdict: decided without a break, it takes longer the more documents there are. */
const patienceFor = ({ documents }: Subject) =>
  Math.min(longestPatience, mostMissed + Math.floor(documents.length / 20));

/**
 * Calls the checker, which works in a worker. If that is lost, it is started again once, and the call with it; then the
 * call rejects with `CheckerFailed`, and the next call tries again.
 */
export function createChecker(start = startHost) {
  let connection: Connection | undefined;
  let writeJobs = 0;

  const attempt = async <Result>(act: (to: Connection) => Promise<Result>): Promise<Result> => {
    for (let isFirst = true; ; isFirst = false) {
      if (!connection || connection.isLost()) connection = connect(start);
      try {
        return await act(connection);
      } catch (error) {
        if (error instanceof ConnectionLost && isFirst) continue;
        const why = error instanceof ConnectionLost ? "it does not answer" : String(error);
        throw new CheckerFailed(why, { cause: error });
      }
    }
  };
  /** Calls a job without a subject. */
  const call = <Result>(act: (jobs: Jobs) => Promise<Result>) =>
    attempt((to) => to.call(act, longestPatience));
  /** Calls a job about a subject. */
  const about = <Result>(
    subject: Subject,
    act: (jobs: Jobs, delta: SubjectDelta, to: Connection) => Promise<Result>,
    patience = patienceFor(subject),
  ) => attempt((to) => to.call((jobs) => act(jobs, to.subjects.delta(subject), to), patience));

  return {
    /** The verdict on a subject; of a large one on one account (a target's id, or `platform`). One at a time. */
    verify: (subject: Subject, partId?: string) =>
      about(subject, async (jobs, delta, to) => to.verdictFrom(await jobs.verify(delta, partId))),
    /** The claims about a subject, or of a large one about one account; `undefined` if another subject came after it. */
    claims: (subject: Subject, partId?: string) =>
      about(subject, (jobs, delta) => jobs.claims(delta, partId), patienceForClaims),
    /** The repairs of what the verdict finds wrong; `undefined` if another subject came meanwhile. */
    repairs: (subject: Subject, claims: readonly ClaimResult[], partId?: string) =>
      about(subject, (jobs, delta) => jobs.repairs(delta, claims, partId)),
    explain: (subject: Subject, place: RequestPlace) =>
      about(subject, (jobs, delta) => jobs.explain(delta, place)),
    ask: (subject: Subject, request: AccessRequest) =>
      about(subject, (jobs, delta) => jobs.ask(delta, request)),
    /** What one side allows and the other does not, over all requests. */
    changes: (subject: Subject, sides: ComparedSides) =>
      about(subject, (jobs, delta) => jobs.changes(delta, sides), longestPatience),
    /** What the roles can do beyond the import, and who can use its keys, over all requests. */
    beyond: (subject: Subject) =>
      about(subject, (jobs, delta) => jobs.beyond(delta), longestPatience),
    /** Rules that many organizations have for their keys, proved or refuted over all requests. */
    readyRules: (subject: Subject) =>
      about(subject, (jobs, delta) => jobs.readyRules(delta), longestPatience),
    fixAll: (subject: Subject, documentId: string, rule: string) =>
      about(subject, (jobs, delta) => jobs.fixAll(delta, documentId, rule)),
    /** Writes the documents as files. A report says of exactly these documents what works. */
    exportFiles: (subject: Subject, order: ExportOrder) =>
      about(subject, (jobs, delta) => jobs.exportFiles(delta, order), longestPatience),
    /** What some answers would mean; the guide asks for each option. */
    consequence: (alternative: Alternative) => call((jobs) => jobs.consequence(alternative)),
    importText: (text: string, name?: string) => call((jobs) => jobs.importText(text, name)),
    readTargets: (texts: readonly TargetText[]) => call((jobs) => jobs.readTargets(texts)),
    compareWithLeast: (scenario: Scenario, documentId: string, theirs: readonly string[]) =>
      call((jobs) => jobs.compareWithLeast(scenario, documentId, theirs)),
    /** Merges policies into the documents of a subject and lints the result; `undefined` if that was stopped. */
    merge: (
      subject: Subject,
      choices: readonly MergeChoice[],
      { onProgress, signal }: Watch<MergeProgress>,
    ) => {
      const report = reportTo<MergeProgress>(signal, (items) => {
        const last = items.at(-1);
        if (last) onProgress(last.done, last.of, items);
      });
      return about(subject, (jobs, delta) => jobs.merge(delta, choices, report), longestPatience);
    },
    /** Writes the documents of a large scenario; `undefined` if that was stopped. */
    write: (scenario: Scenario, watch: Watch<readonly GeneratedDocument[]>) =>
      attempt(async (to) => {
        writeJobs += 1;
        const job = writeJobs;
        to.subjects.writing(job);
        const { items, report } = accountReports(scenario, watch);
        const isDone = await to.call((jobs) => jobs.write(job, scenario, report), longestPatience);
        if (!isDone || watch.signal.aborted) return undefined;
        const documents = items.flat();
        to.subjects.wrote({ scenario, documents }, job);
        return documents;
      }),
    /** Verifies a large subject account by account; `undefined` if that was stopped. */
    verifyAccounts: (subject: Subject, watch: Watch<AccountVerdict>) =>
      attempt(async (to) => {
        const { items, report } = accountReports(subject.scenario, watch);
        const delta = to.subjects.delta(subject);
        const isDone = await to.call((jobs) => jobs.verifyAccounts(delta, report), longestPatience);
        return isDone && !watch.signal.aborted ? items : undefined;
      }),
    close: () => connection?.close(),
  };
}

/** A function that the worker calls with the results of each slice. Its answer stops the job after an abort. */
function reportTo<Item>(signal: AbortSignal, onItems: (items: readonly Item[]) => void) {
  return proxy(async (items: readonly Item[]) => {
    if (!signal.aborted) onItems(items);
    return !signal.aborted;
  });
}

/** Collects the results of a job that reports one for each account. */
function accountReports<Item>(scenario: Scenario, { onProgress, signal }: Watch<Item>) {
  const items: Item[] = [];
  const of = accountsInRun(scenario);
  const report = reportTo<Item>(signal, (arrived) => {
    items.push(...arrived);
    onProgress(items.length, of, items);
  });
  return { items, report };
}
