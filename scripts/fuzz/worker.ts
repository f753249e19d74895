import { parentPort, workerData } from "node:worker_threads";
import { createFuzz } from "./run.ts";

/** What the worker is started with; `current` holds the index that is tried. */
interface Order {
  readonly seed: number;
  readonly first: number;
  readonly count: number;
  readonly current: Int32Array;
}

const { current, ...range } = workerData as Order;
/** Milliseconds from one word of what was tried so far to the next. */
const progressEvery = 10_000;
const fuzz = await createFuzz();
let saidAt = performance.now();
const report = await fuzz.run(range, (index, tallies) => {
  Atomics.store(current, 0, index);
  if (performance.now() - saidAt < progressEvery) return;
  saidAt = performance.now();
  parentPort?.postMessage({ tallies });
});
parentPort?.postMessage(report);
