import { expose, type Remote, wrap } from "comlink";
import { createSubjectSender, createVerdictReceiver } from "#verdict";
import checkerFile from "./entry.ts?worker&url";
import type { createJobs } from "./jobs.ts";

export type Jobs = Remote<ReturnType<typeof createJobs>>;

/** Milliseconds between two questions whether the worker is alive; asked while a call is under way. */
const heartbeat = 1_000;
/** How many heartbeats may stay unanswered. Counted, not timed: a page that was busy itself has not asked. */
export const mostMissed = 4;

/** The worker ended, hangs, or could not be loaded. */
export class ConnectionLost extends Error {}

/** Where jobs are done. `loaded` resolves when the code has arrived: silence no longer means a slow network. */
export interface Host {
  readonly jobs: Jobs;
  readonly loaded: Promise<unknown>;
  readonly close: () => void;
}

/** Starts a host, which calls `lose` when it fails. */
export type StartHost = (lose: () => void) => Host;

export type Connection = ReturnType<typeof connect>;

/** Connects to a new host. When that is lost, so are its calls; both ends of the deltas begin with nothing. */
export function connect(start: StartHost) {
  /** Of each call under way: how it is rejected, and how many heartbeats it may take at one go. */
  const calls = new Map<(error: ConnectionLost) => void, number>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let missed = 0;
  let isLoaded = false;
  let isLost = false;
  const close = () => {
    isLost = true;
    clearInterval(timer);
    host.close();
    for (const reject of calls.keys()) reject(new ConnectionLost());
  };
  const host = start(() => close());
  host.loaded.then(
    () => {
      isLoaded = true;
    },
    () => close(),
  );
  const listen = () => {
    if (calls.size === 0) {
      clearInterval(timer);
      timer = undefined;
    } else if (missed >= Math.max(...calls.values())) close();
    else {
      if (isLoaded) missed += 1;
      void host.jobs.ping().then(() => {
        missed = 0;
      });
    }
  };
  return {
    subjects: createSubjectSender(),
    verdictFrom: createVerdictReceiver(),
    isLost: () => isLost,
    close,
    /** `patience`: how many heartbeats the job may take without a break. */
    call: <Result>(run: (jobs: Jobs) => Promise<Result>, patience = mostMissed): Promise<Result> =>
      new Promise((resolve, reject) => {
        if (calls.size === 0) missed = 0;
        calls.set(reject, patience);
        timer ??= setInterval(listen, heartbeat);
        run(host.jobs)
          .finally(() => calls.delete(reject))
          .then(resolve, reject);
      }),
  };
}

/** Milliseconds after which silence counts against a worker that has not said that it runs: a network may be slow. */
const loadTimeout = 8_000;

/** Starts a worker; where none can start, the same code in the page. */
export function startHost(lose: () => void): Host {
  try {
    const worker = new Worker(checkerFile, { type: "module" });
    worker.addEventListener("error", lose, { once: true });
    const loaded = new Promise((resolve) => {
      // The first message of entry.ts says that its code runs. To fetch the file here, too, would load it twice.
      worker.addEventListener("message", resolve, { once: true });
      setTimeout(resolve, loadTimeout);
    });
    return { jobs: wrap(worker), loaded, close: () => worker.terminate() };
  } catch {
    return startInPage(() => import(/* @vite-ignore */ checkerFile), lose);
  }
}

/** Runs the jobs in the page. `load` loads their code. */
export function startInPage(
  load: () => Promise<{ readonly createJobs: typeof createJobs }>,
  lose: () => void,
): Host {
  const { port1, port2 } = new MessageChannel();
  const loaded = load().then((code) => expose(code.createJobs(), port2), lose);
  return { jobs: wrap(port1), loaded, close: () => port1.close() };
}
