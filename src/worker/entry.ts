import { type Endpoint, expose, proxy } from "comlink";

/**
 * What the page calls first. This file is small: it answers at once, and then loads the jobs. So silence never means that
 * the network is slow.
 */
const remote = {
  ping: async () => true,
  start: async () => proxy((await import("#jobs")).createJobs()),
};
export type Remote = typeof remote;

/** Answers calls at one end of a channel: where no worker can start, the page imports this very file and calls it. */
export const serve = (end?: Endpoint) => expose(remote, end);

if ("WorkerGlobalScope" in globalThis) serve();
