import type { RequestPlace } from "#acquisition";
import type { AccessRequest } from "#engine";
import type { GeneratedDocument } from "#generator";
import type { MergeChoice } from "#import";
import type { Scenario } from "#scenario";
import type { AccountVerdict, Subject, SubjectDelta } from "#verdict";
import {
  type Connection,
  ConnectionLost,
  connect,
  type Jobs,
  mostMissed,
  startHost,
} from "./connection.ts";
import type { Batch, ExportOrder } from "./jobs.ts";

/** Follows a long job, and ends it by the signal. */
export interface Watch<Item> {
  /** Accounts done, how many there are, and what all of them gave so far. */
  readonly onProgress: (done: number, of: number, items: readonly Item[]) => void;
  readonly signal: AbortSignal;
}

/** The checker failed, as opposed to what it checks: the screen says so. */
export class CheckerFailed extends Error {}

export type Checker = ReturnType<typeof createChecker>;

/** Heartbeats that an export, a merge, or a batch of a long job may take without a break, whatever the machine does. */
const patient = 30;

/** The same for a verdict: decided without a break, it takes longer the more documents there are. */
const patienceFor = ({ documents }: Subject) =>
  Math.min(patient, mostMissed + Math.floor(documents.length / 20));

/**
 * Calls the checker, which works in a worker. If that is lost, it is started again once, and the call with it; then the
 * call rejects with `CheckerFailed`, and the next call tries again.
 */
export function createChecker(start = startHost) {
  let connection: Connection | undefined;
  let count = 0;

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

  /** Calls a job about a subject. */
  const about = <Result>(
    subject: Subject,
    act: (jobs: Jobs, delta: SubjectDelta, to: Connection) => Promise<Result>,
    patience = patienceFor(subject),
  ) => attempt((to) => to.call((jobs) => act(jobs, to.subjects.delta(subject), to), patience));

  /** All items of a long job; `undefined` if it was stopped. The next batch is asked for while one is shown. */
  const follow = async <Item>(to: Connection, job: number, watch: Watch<Item>) => {
    const items: Item[] = [];
    const next = () =>
      to.call((jobs) => jobs.next(job), patient) as Promise<Batch<Item> | undefined>;
    for (let coming = next(); ; ) {
      const batch = await coming;
      if (!batch || watch.signal.aborted) return undefined;
      items.push(...batch.items);
      if (!batch.last) {
        coming = next();
        coming.catch(() => undefined);
      }
      watch.onProgress(items.length, batch.of, items);
      if (watch.signal.aborted) return undefined;
      if (batch.last) return items;
    }
  };

  return {
    /** The verdict on a subject; of a large one on one account (a target's id, or `platform`). One at a time. */
    verify: (subject: Subject, partId?: string) =>
      about(subject, async (jobs, delta, to) => to.verdictFrom(await jobs.verify(delta, partId))),
    explain: (subject: Subject, place: RequestPlace) =>
      about(subject, (jobs, delta) => jobs.explain(delta, place)),
    ask: (subject: Subject, request: AccessRequest) =>
      about(subject, (jobs, delta) => jobs.ask(delta, request)),
    fixAll: (subject: Subject, documentId: string, rule: string) =>
      about(subject, (jobs, delta) => jobs.fixAll(delta, documentId, rule)),
    /** Writes the documents as files. A report says of exactly these documents what works. */
    exportFiles: (subject: Subject, order: ExportOrder) =>
      about(subject, (jobs, delta) => jobs.exportFiles(delta, order), patient),
    importText: (text: string, name?: string) =>
      attempt((to) => to.call((jobs) => jobs.importText(text, name), patient)),
    /** Merges policies into the documents of a subject, and lints what comes out. */
    merge: (subject: Subject, choices: readonly MergeChoice[]) =>
      about(subject, (jobs, delta) => jobs.merge(delta, choices), patient),
    /** Writes the documents of a large scenario; `undefined` if that was stopped. */
    write: (scenario: Scenario, watch: Watch<readonly GeneratedDocument[]>) =>
      attempt(async (to) => {
        count += 1;
        const job = count;
        to.subjects.writing(job);
        await to.call((jobs) => jobs.write(job, scenario));
        const documents = (await follow(to, job, watch))?.flat();
        if (documents) to.subjects.wrote({ scenario, documents }, job);
        return documents;
      }),
    /** Verifies a large subject account by account; `undefined` if that was stopped. */
    verifyAccounts: (subject: Subject, watch: Watch<AccountVerdict>) =>
      attempt(async (to) => {
        count += 1;
        const job = count;
        await to.call((jobs) => jobs.verifyAccounts(to.subjects.delta(subject), job));
        return follow(to, job, watch);
      }),
    close: () => connection?.close(),
  };
}
