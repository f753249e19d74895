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
const fuzz = await createFuzz();
const report = await fuzz.run(range, (index) => Atomics.store(current, 0, index));
parentPort?.postMessage(report);
