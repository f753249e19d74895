import type { GeneratedDocument } from "#generator";
import type { Scenario } from "#scenario";
import type { AccountVerdict, Subject, Verdict } from "#verdict";
import type { ExportOrder } from "./export.ts";
import { type Line, type LoadChecker, openLine } from "./line.ts";
import type { Job, Posted, Progress, Question, Results } from "./messages.ts";

/** Asks the checker, which works beside the page. */
export interface Checker {
  /**
   * Has a subject verified; of a large one a part. One check runs at a time and only the newest waiting subject is
   * kept: an earlier one that was overtaken is answered with nothing.
   */
  readonly verify: (subject: Subject, part?: string) => Promise<Verdict | undefined>;
  readonly explain: (
    subject: Subject,
    place: Extract<Question, { kind: "explain" }>["place"],
  ) => Promise<Results["explain"]>;
  readonly ask: (
    subject: Subject,
    request: Extract<Question, { kind: "ask" }>["request"],
  ) => Promise<Results["ask"]>;
  readonly fixAll: (
    subject: Subject,
    documentId: string,
    rule: string,
  ) => Promise<Results["fix-all"]>;
  /** Writes the documents as files; a report tells of exactly these documents. */
  readonly exportFiles: (order: ExportOrder) => Promise<Results["export"]>;
  /** Writes the documents of a large scenario; nothing where it was stopped. */
  readonly write: (
    scenario: Scenario,
    watch: Watch<GeneratedDocument>,
  ) => Promise<readonly GeneratedDocument[] | undefined>;
  /** Decides a large subject part by part; nothing where it was stopped. */
  readonly survey: (
    subject: Subject,
    watch: Watch<AccountVerdict>,
  ) => Promise<readonly AccountVerdict[] | undefined>;
  readonly close: () => void;
}

/** Follows a labour and may end it. */
export interface Watch<Item> {
  /** Accounts done of all, and what came with them. */
  readonly onProgress: (done: number, of: number, lot: readonly Item[]) => void;
  readonly signal: AbortSignal;
}

/** The checker failed, as opposed to what it checks: shown as such. */
export class CheckerFailed extends Error {}

/** A job without what the client adds. */
type Wanted = Job extends infer One ? (One extends Job ? Omit<One, "number"> : never) : never;

interface Pending {
  readonly job: Job;
  readonly resolve: (result: never) => void;
  readonly reject: (error: CheckerFailed) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/** A checker in a worker; where workers cannot start, the same code in the page, which `load` loads. */
export function createChecker(load?: LoadChecker): Checker {
  const pending = new Map<number, Pending>();
  let count = 0;
  let running = false;
  let waiting:
    | {
        subject: Subject;
        part: string | undefined;
        resolve: (verdict: Verdict | undefined) => void;
        reject: (error: unknown) => void;
      }
    | undefined;

  const settle = (message: Exclude<Posted, { parcel: unknown }>) => {
    const entry = pending.get(message.number);
    if ("lot" in message) return entry?.onProgress?.(message);
    pending.delete(message.number);
    if (message.ok) entry?.resolve(message.result as never);
    else entry?.reject(new CheckerFailed(message.message));
  };
  const line: Line = openLine(
    settle,
    () => {
      // The worker is gone: what it owed is answered by the page, and so is all that follows.
      for (const { job } of pending.values()) line.post(job);
    },
    load,
  );

  const send = <Kind extends keyof Results>(
    job: Wanted & { kind: Kind },
    onProgress?: (progress: Progress) => void,
  ): { readonly number: number; readonly result: Promise<Results[Kind]> } => {
    count += 1;
    const number = count;
    const numbered = { ...job, number } as Job;
    const result = new Promise<Results[Kind]>((resolve, reject) => {
      pending.set(number, {
        job: numbered,
        resolve: resolve as (result: never) => void,
        reject,
        ...(onProgress ? { onProgress } : {}),
      });
    });
    line.post(numbered);
    return { number, result };
  };

  /** A labour with all that it gave, in order. */
  const labour = async <Item>(
    job: Wanted & { kind: "write" | "survey" },
    { onProgress, signal }: Watch<Item>,
  ): Promise<{ readonly number: number; readonly all: readonly Item[] } | undefined> => {
    const all: Item[] = [];
    const { number, result } = send(job, ({ from, done, of, lot }) => {
      if (signal.aborted) return;
      // After a worker's end the labour is begun anew in the page.
      if (from === 0) all.length = 0;
      for (const item of lot as readonly Item[]) all.push(item);
      onProgress(done, of, lot as readonly Item[]);
    });
    const stop = () => line.stop(number);
    signal.addEventListener("abort", stop, { once: true });
    const whole = await result;
    signal.removeEventListener("abort", stop);
    return whole && !signal.aborted ? { number, all } : undefined;
  };

  const runVerify = async (subject: Subject, part: string | undefined): Promise<Verdict> => {
    running = true;
    try {
      const job = { kind: "verify", subject, ...(part === undefined ? {} : { part }) } as const;
      return await send(job).result;
    } finally {
      running = false;
      const next = waiting;
      waiting = undefined;
      if (next) runVerify(next.subject, next.part).then(next.resolve, next.reject);
    }
  };

  return {
    verify: (subject, part) => {
      if (!running) return runVerify(subject, part);
      waiting?.resolve(undefined);
      return new Promise((resolve, reject) => {
        waiting = { subject, part, resolve, reject };
      });
    },
    explain: (subject, place) => send({ kind: "explain", subject, place }).result,
    ask: (subject, request) => send({ kind: "ask", subject, request }).result,
    fixAll: (subject, documentId, rule) =>
      send({ kind: "fix-all", subject, documentId, rule }).result,
    exportFiles: (order) => send({ kind: "export", ...order }).result,
    write: async (scenario, watch) => {
      const written = await labour<GeneratedDocument>({ kind: "write", scenario }, watch);
      if (written) line.have({ scenario, documents: written.all }, written.number);
      return written?.all;
    },
    survey: async (subject, watch) =>
      (await labour<AccountVerdict>({ kind: "survey", subject }, watch))?.all,
    close: () => line.close(),
  };
}
