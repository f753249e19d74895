// @ts-check
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildWithMutants } from "./mutation/bundle.mjs";
import { Runner } from "./mutation/runner.mjs";
import { heading, house } from "./steps.mjs";

/** @typedef {import("./mutation/instrument.mjs").Mutant} Mutant */
/** @typedef {import("./mutation/runner.mjs").Result} Result */

const all = ["src/engine/authorizer", "src/engine/reach"];
const { values } = parseArgs({
  options: {
    /** Folders, or parts of the paths of the files to change, with commas between them. */
    only: { type: "string", default: "" },
    workers: { type: "string", default: String(availableParallelism()) },
  },
});

process.chdir(house);
const folder = await mkdtemp(join(tmpdir(), "keyhole-mutation-"));
try {
  process.exitCode = await main();
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Changes each file of the folders in every place, one change at a time, and asks the folder's tests to notice. */
async function main() {
  let killed = 0;
  let total = 0;
  for (const source of all) {
    heading(source);
    const bundle = join(folder, `${source.replaceAll("/", "-")}.cjs`);
    const mutants = (await buildWithMutants(source, bundle)).filter(({ file }) =>
      values.only.split(",").some((part) => file.includes(part)),
    );
    if (mutants.length === 0) continue;
    const results = await new Runner(bundle, Number(values.workers)).run(mutants, progress());
    tell(mutants, results);
    killed += mutants.filter(({ id }) => results.get(id) !== "survived").length;
    total += mutants.length;
  }
  const share = total === 0 ? 0 : (killed / total) * 100;
  console.log(`\n${killed} of ${total} mutants killed: ${share.toFixed(1)} %`);
  return share < 90 ? 1 : 0;
}

/** Says every half minute how far the run is. */
function progress() {
  const begun = performance.now();
  let said = begun;
  return (/** @type {number} */ done, /** @type {number} */ of) => {
    if (performance.now() - said < 30_000) return;
    said = performance.now();
    console.log(`${Math.round((said - begun) / 1_000)} s: ${done} of ${of}`);
  };
}

/** Each file with its share, then the mutants that no test noticed. @param {Mutant[]} mutants @param {Map<number, Result>} results */
function tell(mutants, results) {
  const files = grouped(mutants);
  for (const [file, own] of files) {
    const count = (/** @type {Result} */ result) =>
      own.filter(({ id }) => results.get(id) === result).length;
    const share = ((own.length - count("survived")) / own.length) * 100;
    const stopped = count("endless") + count("stopped");
    console.log(
      `${share.toFixed(1).padStart(5)} %  ${file}: ${own.length} mutants, ${count("survived")} survived${stopped > 0 ? `, ${stopped} without an end` : ""}`,
    );
  }
  const survivors = mutants.filter(({ id }) => results.get(id) === "survived");
  if (survivors.length > 0) heading("No test notices");
  for (const { file, line, from, to } of survivors)
    console.log(`${file}:${line}  ${short(from)}  →  ${short(to)}`);
}

/** @param {Mutant[]} mutants */
function grouped(mutants) {
  /** @type {Map<string, Mutant[]>} */
  const files = new Map();
  for (const mutant of mutants) files.set(mutant.file, [...(files.get(mutant.file) ?? []), mutant]);
  return files;
}

/** @param {string} text */
function short(text) {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-25)}` : line;
}
