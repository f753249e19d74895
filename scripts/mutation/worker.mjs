// @ts-check
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Script } from "node:vm";
import fc from "fast-check";
import { testApi } from "./test-api.mjs";

/** @typedef {{ name: string, file: string, hits: number[], steps: number, milliseconds: number }} MeasuredTest */

/** A mutant may take this many times the steps that its test takes, and this many at least, before it counts as endless. */
const endless = 50;
const fewestSteps = 200_000;

const [bundle = ""] = process.argv.slice(2);
const script = new Script(
  `(function (require, module, exports, __mutant, __step) {${readFileSync(bundle, "utf8")}\n})`,
  {
    filename: bundle,
  },
);
const require = createRequire(import.meta.url);
// As scripts/seed.ts has it; the smallest example of a failure is of no interest.
fc.configureGlobal({ seed: 2026, endOnFailure: true });

/** @type {number} */
let active = -1;
let steps = 0;
let limit = Number.POSITIVE_INFINITY;
/** @type {Set<number>} */
let hits = new Set();
let isRecording = false;

const isActive = (/** @type {number} */ id) => {
  if (isRecording) hits.add(id);
  return id === active;
};
const step = () => {
  steps += 1;
  if (steps > limit) throw new Error("more steps than a mutant may take");
};

/** The tests over a fresh instance of the modules, with nothing remembered. */
function load() {
  /** @type {import("./test-api.mjs").CollectedTest[]} */
  const collected = [];
  let file = "";
  const api = testApi(collected, () => file);
  const host = { api, inFile: (/** @type {string} */ name) => (file = name) };
  const module = { exports: {} };
  const requiring = (/** @type {string} */ name) =>
    name === "keyhole-mutation" ? host : require(name);
  script.runInThisContext()(requiring, module, module.exports, isActive, step);
  return collected;
}

/** Runs every test without a mutant, each over fresh modules. @returns {Promise<{ atLoad: number[], tests: MeasuredTest[] }>} */
async function measure() {
  isRecording = true;
  hits = new Set();
  const count = load().length;
  const atLoad = [...hits];
  /** @type {MeasuredTest[]} */
  const tests = [];
  for (let at = 0; at < count; at += 1) {
    hits = new Set();
    isRecording = false;
    const test = load()[at];
    if (!test) continue;
    isRecording = true;
    steps = 0;
    const begun = performance.now();
    await test.run();
    const milliseconds = performance.now() - begun;
    tests.push({ name: test.name, file: test.file, hits: [...hits], steps, milliseconds });
  }
  isRecording = false;
  return { atLoad, tests };
}

/**
 * Whether one of the tests fails with a mutant.
 * @param {number} id
 * @param {readonly { at: number, steps: number }[]} chosen In the order in which they run.
 * @returns {Promise<{ result: "killed" | "endless" | "survived", by?: number | undefined }>} `by`: the test that fails.
 */
async function attempt(id, chosen) {
  active = id;
  steps = 0;
  limit = fewestSteps * endless;
  /** @type {number | undefined} */
  let by;
  try {
    const tests = load();
    for (const { at, steps: usual } of chosen) {
      by = at;
      steps = 0;
      limit = Math.max(fewestSteps, usual * endless);
      await tests[at]?.run();
    }
    return { result: "survived" };
  } catch {
    return { result: steps > limit ? "endless" : "killed", by };
  } finally {
    active = -1;
    limit = Number.POSITIVE_INFINITY;
  }
}

process.on("message", async (/** @type {any} */ order) => {
  try {
    if (order.kind === "measure") process.send?.({ kind: "measured", ...(await measure()) });
    else process.send?.({ kind: "tried", id: order.id, ...(await attempt(order.id, order.tests)) });
  } catch (error) {
    process.send?.({
      kind: "failed",
      message: error instanceof Error ? `${error.message}\n${error.stack}` : String(error),
    });
  }
});
