import { expose } from "comlink";
import { createJobs } from "./jobs.ts";

// Where no worker can start, the page imports this very file: it is kept for offline use already.
export { createJobs };

if ("WorkerGlobalScope" in globalThis) {
  expose(createJobs());
  postMessage("loaded");
}
