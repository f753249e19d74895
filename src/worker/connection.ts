import { proxy, type Remote as Wrapped, wrap } from "comlink";
import type { Jobs } from "#jobs";
import { createSubjectSender, createVerdictReceiver } from "#verdict";
import type { Remote, serve } from "./entry.ts";
import checkerFile from "./entry.ts?worker&url";

export type { Jobs };

/** Milliseconds between two questions whether the worker is alive; asked while a call is under way. */
const heartbeat = 1_000;
/**
 * How many heartbeats may stay unanswered without a sign of life, which a job shows at each decision, document and slice.
 * Counted, not timed: a page that was busy itself has not asked.
 */
const mostMissed = 4;

/** The worker ended, hangs, or could not be loaded. */
export class ConnectionLost extends Error {}

/** Where jobs are done. */
export interface Host {
  readonly remote: Wrapped<Remote>;
  /** The name of the lock that the host holds as long as it lives; absent where the browser has no locks. */
  readonly lock?: string | undefined;
  readonly close: () => void;
}

/** Starts a host, which calls `lose` when it fails. */
export type StartHost = (lose: () => void) => Host;

export type Connection = ReturnType<typeof connect>;

/** Connects to a new host. When that is lost, so are its calls; both ends of the deltas begin with nothing. */
export function connect(start: StartHost) {
  /** How each call under way is rejected. */
  const calls = new Set<(error: ConnectionLost) => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let missed = 0;
  let isLost = false;
  const beat = () => {
    missed = 0;
  };
  const lockWatch = new AbortController();
  const close = () => {
    isLost = true;
    clearInterval(timer);
    lockWatch.abort();
    host.close();
    for (const reject of calls) reject(new ConnectionLost());
  };
  const host = start(() => close());
  const jobs = host.remote.start(proxy(beat), host.lock);
  jobs.then(
    () => host.lock !== undefined && whenFree(host.lock, lockWatch.signal, close),
    () => close(),
  );
  const listen = () => {
    if (calls.size === 0) {
      clearInterval(timer);
      timer = undefined;
    } else if (missed >= mostMissed) close();
    else {
      missed += 1;
      void host.remote.ping().then(beat);
    }
  };
  return {
    subjects: createSubjectSender(),
    verdictFrom: createVerdictReceiver(),
    isLost: () => isLost,
    close,
    /** Rejects with `ConnectionLost` if the worker ends, or shows no sign of life. */
    call: <Result>(run: (jobs: Jobs) => Promise<Result>): Promise<Result> =>
      new Promise((resolve, reject) => {
        if (calls.size === 0) missed = 0;
        calls.add(reject);
        timer ??= setInterval(listen, heartbeat);
        jobs
          .then((started) => run(started as unknown as Jobs))
          .finally(() => calls.delete(reject))
          .then(resolve, reject);
      }),
  };
}

/** Calls `act` when nobody holds a lock any more, unless the signal ends the wait before. */
function whenFree(lock: string, signal: AbortSignal, act: () => void): void {
  navigator.locks.request(lock, { signal }, act).catch(() => undefined);
}

/** Starts a worker; where none can start, the same code in the page. */
export function startHost(lose: () => void): Host {
  try {
    const worker = new Worker(checkerFile, { type: "module" });
    worker.addEventListener("error", lose, { once: true });
    // Pages that are not served over HTTPS have no locks.
    const lock = "locks" in navigator ? `keyhole-checker-${crypto.randomUUID()}` : undefined;
    return { remote: wrap(worker), lock, close: () => worker.terminate() };
  } catch {
    return startInPage(() => import(/* @vite-ignore */ checkerFile), lose);
  }
}

/** Runs the jobs in the page. `load` loads their code. */
export function startInPage(
  load: () => Promise<{ readonly serve: typeof serve }>,
  lose: () => void,
): Host {
  const { port1, port2 } = new MessageChannel();
  load().then((code) => code.serve(port2), lose);
  return { remote: wrap(port1), close: () => port1.close() };
}
