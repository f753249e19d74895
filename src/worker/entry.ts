import { type Endpoint, expose, proxy } from "comlink";

/**
 * What the page calls first. This file is small: it answers at once, and then loads the jobs. So silence never means that
 * the network is slow.
 */
const remote = {
  ping: async () => true,
  /**
   * Starts the jobs. `beat` is called while one works without a break. `lock` is a lock to hold: the browser frees it
   * when it ends this worker, however busy that is. Where the browser refuses locks, as it may in a frame of another
   * site, the jobs start without.
   */
  start: async (beat: () => void, lock?: string) => {
    if (lock !== undefined)
      await new Promise<void>((holds) => {
        navigator.locks
          .request(lock, () => {
            holds();
            return new Promise(() => {});
          })
          .catch(holds);
      });
    return proxy((await import("#jobs")).createJobs(beat));
  },
};
export type Remote = typeof remote;

/** Answers calls at one end of a channel: where no worker can start, the page imports this very file and calls it. */
export const serve = (end?: Endpoint) => expose(remote, end);

if ("WorkerGlobalScope" in globalThis) serve();
