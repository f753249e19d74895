import type { ExportOrder } from "#export";
import type { GeneratedDocument } from "#generator";
import type { MergeChoice, MergeProgress } from "#import";
import { accountsInRun, type Scenario } from "#scenario";
import type { AccountVerdict, Subject, SubjectDelta, Verdict, VerdictDelta } from "#verdict";
import type { Jobs, LogFile } from "./jobs.ts";
import type { Report } from "./slices.ts";

/** Follows a long job, and ends it by the signal. */
export interface Watch<Item> {
  /** Accounts done, how many there are, and what all of them gave so far. */
  readonly onProgress: (done: number, of: number, items: readonly Item[]) => void;
  readonly signal: AbortSignal;
}

/** The other end of a connection: what it was sent and has sent, so that only what changed is sent again. */
export interface Peer {
  readonly subjects: {
    readonly delta: (subject: Subject) => SubjectDelta;
    readonly writing: (job: number) => void;
    readonly wrote: (subject: Subject, job: number) => void;
  };
  readonly verdictFrom: (delta: VerdictDelta) => Verdict;
}

/** How the page reaches the jobs. */
export interface Transport {
  /** Calls a job; again, if the worker is lost for the first time. */
  readonly call: <Result>(act: (jobs: Jobs, to: Peer) => Promise<Result>) => Promise<Result>;
  /** A function that the worker can call. */
  readonly report: <Item>(report: Report<Item>) => Report<Item>;
  readonly close: () => void;
}

/** The jobs about a subject. */
const subjectJobs = [
  "claims",
  "repairs",
  "explain",
  "ask",
  "explainDenial",
  "compareAnswers",
  "changes",
  "drift",
  "beyond",
  "statementEffect",
  "stillWorks",
  "watches",
  "readyRules",
  "fixAll",
  "verdictText",
] as const satisfies readonly (keyof Jobs)[];
type SubjectJobs = {
  readonly [Name in (typeof subjectJobs)[number]]: WithSubject<Jobs[Name]>;
};
type WithSubject<Job> = Job extends (delta: SubjectDelta, ...others: infer Others) => infer Result
  ? (subject: Subject, ...others: Others) => Result
  : never;

/** The jobs that need nothing but what they are given. */
const plainJobs = [
  "auditPlatform",
  "consequence",
  "explainedRules",
  "stepsOf",
  "importText",
  "readTargets",
  "compareWithLeast",
] as const;
type PlainJobs = Pick<Jobs, (typeof plainJobs)[number]>;

type Given = readonly unknown[];

/** The page's functions for the jobs: each takes a whole subject, of which only what changed is sent. */
export function createCalls({ call, report, close }: Transport) {
  let writeJobs = 0;
  const jobOf = (jobs: Jobs, name: string) =>
    (jobs as unknown as Record<string, (...given: Given) => Promise<unknown>>)[name];
  const plain = plainJobs.map((name) => [
    name,
    (...given: Given) => call(async (jobs) => jobOf(jobs, name)?.(...given)),
  ]);
  const aboutSubject = subjectJobs.map((name) => [
    name,
    (subject: Subject, ...others: Given) =>
      call(async (jobs, to) => jobOf(jobs, name)?.(to.subjects.delta(subject), ...others)),
  ]);
  /** Reports the results of each slice to the page. Its answer stops the job after an abort. */
  const reportTo = <Item>(signal: AbortSignal, onItems: (items: readonly Item[]) => void) =>
    report<Item>(async (items) => {
      if (!signal.aborted) onItems(items);
      return !signal.aborted;
    });
  /** Collects the results of a job that reports one for each account. */
  const accountReports = <Item>(scenario: Scenario, { onProgress, signal }: Watch<Item>) => {
    const items: Item[] = [];
    const of = accountsInRun(scenario);
    const reported = reportTo<Item>(signal, (arrived) => {
      items.push(...arrived);
      onProgress(items.length, of, items);
    });
    return { items, reported };
  };

  return {
    ...(Object.fromEntries([...plain, ...aboutSubject]) as SubjectJobs & PlainJobs),
    /**
     * The verdict on a subject; of a large one on one account (a target's id, or `platform`). One at a time. `undefined` if
     * `isOvertaken` says meanwhile that another subject waits.
     */
    verify: (subject: Subject, partId?: string, isOvertaken = () => false) =>
      call(async (jobs, to) => {
        const goesOn = report<never>(async () => !isOvertaken());
        const delta = await jobs.verify(to.subjects.delta(subject), partId, goesOn);
        return delta && to.verdictFrom(delta);
      }),
    /** Merges policies into the documents of a subject and lints the result; `undefined` if that was stopped. */
    merge: (
      subject: Subject,
      choices: readonly MergeChoice[],
      { onProgress, signal }: Watch<MergeProgress>,
    ) => {
      const reported = reportTo<MergeProgress>(signal, (items) => {
        const last = items.at(-1);
        if (last) onProgress(last.done, last.of, items);
      });
      return call((jobs, to) => jobs.merge(to.subjects.delta(subject), choices, reported));
    },
    /** Writes the documents of a large scenario; `undefined` if that was stopped. */
    write: (scenario: Scenario, watch: Watch<readonly GeneratedDocument[]>) =>
      call(async (jobs, to) => {
        writeJobs += 1;
        const job = writeJobs;
        to.subjects.writing(job);
        const { items, reported } = accountReports(scenario, watch);
        const isDone = await jobs.write(job, scenario, reported);
        if (!isDone || watch.signal.aborted) return undefined;
        const documents = items.flat();
        to.subjects.wrote({ scenario, documents }, job);
        return documents;
      }),
    /** Replays the files of a log against a subject; `undefined` if that was stopped. Progress is in bytes. */
    replay: (
      subject: Subject,
      files: readonly LogFile[],
      { onProgress, signal }: Watch<number>,
    ) => {
      const of = files.reduce((sum, { file }) => sum + file.size, 0);
      const reported = reportTo<number>(signal, (items) =>
        onProgress(items.at(-1) ?? 0, of, items),
      );
      return call((jobs, to) => jobs.replay(to.subjects.delta(subject), files, reported));
    },
    /** Writes the files of a format; `undefined` if that was stopped. Of a report, progress is in accounts checked. */
    exportFiles: (subject: Subject, order: ExportOrder, { onProgress, signal }: Watch<number>) => {
      const of = accountsInRun(subject.scenario);
      const reported = reportTo<number>(signal, (items) =>
        onProgress(Math.min(items.at(-1) ?? 0, of), of, items),
      );
      return call((jobs, to) => jobs.exportFiles(to.subjects.delta(subject), order, reported));
    },
    /** Verifies a large subject account by account; `undefined` if that was stopped. */
    verifyAccounts: (subject: Subject, watch: Watch<AccountVerdict>) =>
      call(async (jobs, to) => {
        const { items, reported } = accountReports(subject.scenario, watch);
        const isDone = await jobs.verifyAccounts(to.subjects.delta(subject), reported);
        return isDone && !watch.signal.aborted ? items : undefined;
      }),
    close,
  };
}
