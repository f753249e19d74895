// @ts-check
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { build } from "vite";
import { heading, house } from "./steps.mjs";

/** Milliseconds without a new input after which the one under way is taken to hang. */
const hangsAfter = 30_000;

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

/** Runs the inputs in a worker, so that a hang can be told. Resolves to the exit code. */
async function fuzz() {
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    ssr: { noExternal: true },
    // jsonc-parser's entry for Node is UMD, which does not bundle.
    resolve: { mainFields: ["module", "main"] },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: { worker: "scripts/fuzz/worker.ts", run: "scripts/fuzz/run.ts" },
        output: { entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" },
      },
    },
  });
  const begun = performance.now();
  const current = new Int32Array(new SharedArrayBuffer(4));
  current[0] = first;
  const worker = new Worker(join(folder, "worker.mjs"), {
    workerData: { seed, first, count, current },
  });
  let last = -1;
  let since = begun;
  /** @type {import("./fuzz/run.ts").FuzzReport | number} */
  const report = await new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    const watch = setInterval(() => {
      const index = Atomics.load(current, 0);
      if (index !== last) since = performance.now();
      last = index;
      if (performance.now() - since > hangsAfter) resolve(index);
    }, 1_000);
    watch.unref();
  });
  await worker.terminate();
  if (typeof report === "number") {
    const { createFuzz } = await import(pathToFileURL(join(folder, "run.mjs")).href);
    const { target, input } = (await createFuzz()).inputAt(seed, report);
    tell({ seed, index: report, target, problem: "It hangs.", input });
    return 1;
  }
  tabulate(report.tallies);
  for (const failure of report.failures) tell(failure);
  const seconds = Math.round((performance.now() - begun) / 1_000);
  const { failures } = report;
  console.log(
    `\n${failures.length === 0 ? "✓ no input failed" : `✗ ${failures.length} kinds of failure`}, ${seconds} s`,
  );
  return failures.length === 0 ? 0 : 1;
}

/** @param {readonly import("./fuzz/run.ts").Tally[]} tallies */
function tabulate(tallies) {
  const sum = (/** @type {"inputs" | "changed" | "read" | "changedAndRead"} */ of) =>
    tallies.reduce((total, tally) => total + tally[of], 0);
  const all = {
    target: "all",
    inputs: sum("inputs"),
    changed: sum("changed"),
    read: sum("read"),
    changedAndRead: sum("changedAndRead"),
  };
  console.log("target         inputs   valid with changes   past the reader   both");
  for (const { target, inputs, changed, read, changedAndRead } of [...tallies, all]) {
    const cells = [
      target.padEnd(12),
      inputs.toLocaleString("en-US").padStart(9),
      changed.toLocaleString("en-US").padStart(21),
      read.toLocaleString("en-US").padStart(18),
      changedAndRead.toLocaleString("en-US").padStart(9),
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
