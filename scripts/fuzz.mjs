// @ts-check
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { bundleForNode } from "./node-bundle.mjs";
import { heading, house } from "./steps.mjs";

/** Milliseconds without a new input after which the one under way is taken to hang. */
const hangsAfter = 30_000;

/** What a tally counts. */
const counted = /** @type {const} */ ([
  "inputs",
  "changed",
  "read",
  "changedAndRead",
  "milliseconds",
]);

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "200000" },
    // Tries one input of an earlier run again.
    index: { type: "string" },
  },
});
const seed = Number(values.seed);
const first = Number(values.index ?? 0);
const count = values.index === undefined ? Number(values.count) : 1;
if (![seed, first, count].every(Number.isSafeInteger)) {
  console.error("npm run fuzz -- [--seed NUMBER] [--count NUMBER] [--index NUMBER]");
  process.exit(2);
}

process.chdir(house);
heading(`${count.toLocaleString("en-US")} inputs, seed ${seed}`);
const folder = await mkdtemp(join(tmpdir(), "keyhole-fuzz-"));
try {
  process.exitCode = await fuzz();
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Runs the inputs in one worker for each core, so that a hang can be seen. Resolves to the exit code. */
async function fuzz() {
  await bundleForNode(folder, { worker: "scripts/fuzz/worker.ts", run: "scripts/fuzz/run.ts" });
  const begun = performance.now();
  const share = Math.ceil(count / Math.min(availableParallelism(), count));
  /** @type {(readonly Tally[])[]} */
  const tallies = [];
  const workers = Array.from({ length: Math.ceil(count / share) }, (_, at) => {
    const from = first + at * share;
    return startWorker({ first: from, count: Math.min(share, first + count - from) }, (known) => {
      tallies[at] = known;
    });
  });
  const progress = setInterval(() => {
    const seconds = Math.round((performance.now() - begun) / 1_000);
    const sofar = total(tallies).map(({ target, inputs }) => `${target} ${inputs}`);
    console.log(`${seconds} s: ${sofar.join(", ")}`);
  }, 10_000);
  const hang = new Promise((resolve) => {
    for (const { hangs } of workers) hangs.then(resolve);
  });
  /** @type {import("./fuzz/run.ts").FuzzReport[] | number} */
  const ended = await Promise.race([Promise.all(workers.map(({ report }) => report)), hang]);
  clearInterval(progress);
  await Promise.all(workers.map(({ stop }) => stop()));
  if (typeof ended === "number") {
    const { createFuzz } = await import(pathToFileURL(join(folder, "run.mjs")).href);
    const { target, input } = (await createFuzz()).inputAt(seed, ended);
    tell({ kind: "hang", seed, index: ended, target, problem: "It hangs.", input });
    return 1;
  }
  tabulate(total(ended.map((report) => report.tallies)));
  const failures = [
    ...new Map(ended.flatMap((report) => report.failures.map((one) => [one.kind, one]))).values(),
  ];
  for (const failure of failures) tell(failure);
  const seconds = Math.round((performance.now() - begun) / 1_000);
  console.log(
    `\n${failures.length === 0 ? "✓ no input failed" : `✗ ${failures.length} kinds of failure`}, ${seconds} s`,
  );
  return failures.length === 0 ? 0 : 1;
}

/** @typedef {import("./fuzz/run.ts").Tally} Tally */

/**
 * Starts a worker on some of the inputs. `hangs` resolves to the index of an input that does not end.
 * @param {{ first: number, count: number }} range
 * @param {(tallies: readonly Tally[]) => void} onProgress
 */
function startWorker(range, onProgress) {
  const current = new Int32Array(new SharedArrayBuffer(4));
  current[0] = -1;
  const worker = new Worker(join(folder, "worker.mjs"), {
    workerData: { seed, ...range, current },
  });
  const report = new Promise((resolve, reject) => {
    worker.on("message", (message) => {
      onProgress(message.tallies);
      if (message.failures) resolve(message);
    });
    worker.once("error", reject);
  });
  let last = -1;
  let since = performance.now();
  const hangs = new Promise((resolve) => {
    const watch = setInterval(() => {
      const index = Atomics.load(current, 0);
      if (index !== last) since = performance.now();
      last = index;
      if (index >= 0 && performance.now() - since > hangsAfter) resolve(index);
    }, 1_000);
    report.then(
      () => clearInterval(watch),
      () => clearInterval(watch),
    );
    watch.unref();
  });
  return { report, hangs, stop: () => worker.terminate() };
}

/**
 * The sums of what several workers tried.
 * @param {readonly (readonly Tally[])[]} all
 */
function total(all) {
  /** @type {Map<string, Tally>} */
  const sums = new Map();
  for (const tally of all.flat()) {
    const sum = sums.get(tally.target);
    if (!sum) sums.set(tally.target, { ...tally });
    else for (const of of counted) sum[of] += tally[of];
  }
  return [...sums.values()];
}

/** @param {readonly Tally[]} tallies */
function tabulate(tallies) {
  const all = total([tallies.map((tally) => ({ ...tally, target: "all" }))]);
  console.log("target         inputs   valid with changes   past the reader   both   seconds");
  for (const { target, inputs, changed, read, changedAndRead, milliseconds } of [
    ...tallies,
    ...all,
  ]) {
    const cells = [
      target.padEnd(12),
      inputs.toLocaleString("en-US").padStart(9),
      changed.toLocaleString("en-US").padStart(21),
      read.toLocaleString("en-US").padStart(18),
      changedAndRead.toLocaleString("en-US").padStart(9),
      Math.round(milliseconds / 1_000)
        .toLocaleString("en-US")
        .padStart(8),
    ];
    console.log(cells.join(""));
  }
}

/** @param {import("./fuzz/run.ts").FuzzFailure} failure */
function tell({ seed, index, target, problem, input }) {
  heading(`${target}, --seed ${seed} --index ${index}`);
  console.log(problem);
  const text = JSON.stringify(input) ?? "undefined";
  console.log(text.length > 20_000 ? `${text.slice(0, 20_000)} … (cut)` : text);
}
