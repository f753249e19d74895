import type { ExportOrder } from "./export.ts";
import type { Answer, Job, PostedAnswer, Results, Subject, Verdict } from "./messages.ts";
import { createUnpacker } from "./parcel.ts";

/** Asks the checker, which works beside the page. */
export interface Checker {
  /**
   * Has a subject verified. One check runs at a time and only the newest waiting subject is kept: an earlier one that
   * was overtaken is answered with nothing.
   */
  readonly verify: (subject: Subject) => Promise<Verdict | undefined>;
  readonly explain: (
    subject: Subject,
    place: Extract<Job, { kind: "explain" }>["place"],
  ) => Promise<Results["explain"]>;
  readonly ask: (
    subject: Subject,
    request: Extract<Job, { kind: "ask" }>["request"],
  ) => Promise<Results["ask"]>;
  readonly fixAll: (
    subject: Subject,
    documentId: string,
    rule: string,
  ) => Promise<Results["fix-all"]>;
  /** Writes the documents as files; a report tells of exactly these documents. */
  readonly exportFiles: (order: ExportOrder) => Promise<Results["export"]>;
  readonly close: () => void;
}

/** The checker failed, as opposed to what it checks: shown as such. */
export class CheckerFailed extends Error {}

type Wanted = { readonly kind: Job["kind"] } & Omit<Job, "number">;

interface Pending {
  readonly job: Job;
  readonly resolve: (result: never) => void;
  readonly reject: (error: CheckerFailed) => void;
}

/** A checker in a worker; where workers cannot start, the same code in the page. */
export function createChecker(): Checker {
  const pending = new Map<number, Pending>();
  let count = 0;
  let running = false;
  let waiting:
    | {
        subject: Subject;
        resolve: (verdict: Verdict | undefined) => void;
        reject: (error: unknown) => void;
      }
    | undefined;

  const settle = (answer: Answer) => {
    const entry = pending.get(answer.number);
    pending.delete(answer.number);
    if (answer.ok) entry?.resolve(answer.result as never);
    else entry?.reject(new CheckerFailed(answer.message));
  };
  let post = workerPost(settle, () => {
    // The worker is gone: what it owed is answered by the page, and so is all that follows.
    post = pagePost(settle);
    for (const { job } of pending.values()) post(job);
  });

  const send = <Kind extends Job["kind"]>(job: Wanted & { kind: Kind }): Promise<Results[Kind]> =>
    new Promise((resolve, reject) => {
      count += 1;
      const numbered = { ...job, number: count } as Job;
      pending.set(count, { job: numbered, resolve: resolve as (result: never) => void, reject });
      post(numbered);
    });

  const runVerify = async (subject: Subject): Promise<Verdict> => {
    running = true;
    try {
      return await send({ kind: "verify", subject });
    } finally {
      running = false;
      const next = waiting;
      waiting = undefined;
      if (next) runVerify(next.subject).then(next.resolve, next.reject);
    }
  };

  return {
    verify: (subject) => {
      if (!running) return runVerify(subject);
      waiting?.resolve(undefined);
      return new Promise((resolve, reject) => {
        waiting = { subject, resolve, reject };
      });
    },
    explain: (subject, place) =>
      send({ kind: "explain", subject, place } as Wanted & { kind: "explain" }),
    ask: (subject, request) => send({ kind: "ask", subject, request } as Wanted & { kind: "ask" }),
    fixAll: (subject, documentId, rule) =>
      send({ kind: "fix-all", subject, documentId, rule } as Wanted & { kind: "fix-all" }),
    exportFiles: (order) => send({ kind: "export", ...order } as Wanted & { kind: "export" }),
    close: () => post.close(),
  };
}

interface Post {
  (job: Job): void;
  close: () => void;
}

function workerPost(settle: (answer: Answer) => void, onGone: () => void): Post {
  if (typeof Worker === "undefined") return pagePost(settle);
  try {
    const worker = new Worker(new URL("./entry.ts", import.meta.url), { type: "module" });
    const unpack = createUnpacker();
    worker.addEventListener("message", ({ data }: MessageEvent<PostedAnswer>) =>
      settle(
        "parcel" in data ? { number: data.number, ok: true, result: unpack(data.parcel) } : data,
      ),
    );
    worker.addEventListener("error", onGone, { once: true });
    return Object.assign((job: Job) => worker.postMessage(job), {
      close: () => worker.terminate(),
    });
  } catch {
    return pagePost(settle);
  }
}

function pagePost(settle: (answer: Answer) => void): Post {
  const post = (job: Job) => {
    void import("./check.ts").then(({ answerJob }) => settle(answerJob(job)));
  };
  return Object.assign(post, { close: () => undefined });
}
