// @ts-check
import { fork } from "node:child_process";
import { copyFile, mkdtemp, rm, symlink } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundleForNode } from "./node-bundle.mjs";
import { heading, house } from "./steps.mjs";

// Holds `reach`, `compareReach` and `holds` against `authorize` and against a solver on many random policy sets:
// npm run crosscheck -- [--seed NUMBER] [--count SETS] [--pairs NUMBER] [--only PART] [--index NUMBER]

/** Checks that one process does before it reports. */
const batch = 50;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    // Sets for membership; comparisons, claims and laws take a part of them.
    count: { type: "string", default: "20000" },
    // Pairs for the solver.
    pairs: { type: "string", default: "2000" },
    only: { type: "string" },
    // Tries one check of an earlier run again; wants --only.
    index: { type: "string" },
  },
});
const seed = Number(values.seed);
const count = Number(values.count);
const pairs = Number(values.pairs);
/** @type {Record<string, number>} */
const counts = {
  membership: count,
  comparisons: Math.ceil(count / 4),
  claims: Math.ceil(count / 4),
  laws: Math.ceil(count / 10),
  // The published pairs of policies, src/testing/policy-pairs.
  pairs: 546,
  solver: pairs,
};
const index = values.index === undefined ? undefined : Number(values.index);
const names = values.only === undefined ? Object.keys(counts) : [values.only];
if (
  ![seed, count, pairs, index ?? 0].every(Number.isSafeInteger) ||
  !names.every((name) => name in counts) ||
  (index !== undefined && values.only === undefined)
) {
  console.error(
    "npm run crosscheck -- [--seed NUMBER] [--count SETS] [--pairs NUMBER] [--only membership|comparisons|claims|laws|pairs|solver] [--index NUMBER]",
  );
  process.exit(2);
}

process.chdir(house);
const folder = await mkdtemp(join(tmpdir(), "keyhole-crosscheck-"));
try {
  process.exitCode = await crosscheck();
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** @typedef {{ part: string, checks: number, sums: Record<string, number>, slowest: { milliseconds: number, index: number }, faults: { index: number }[], notes: { index: number }[] }} Report */

/** Runs every part, one process a core. Resolves to the exit code. */
async function crosscheck() {
  await bundleForNode(folder, { worker: "scripts/crosscheck/worker.ts" }, ["z3-solver"]);
  await copyFile("src/testing/policy-pairs/pairs.json", join(folder, "pairs.json"));
  // The solver is 35 MB and stays where it is installed.
  await symlink(join(house, "node_modules"), join(folder, "node_modules"), "junction");
  const orders = names.flatMap((part) => ordersOf(part));
  let failed = 0;
  /** @type {Map<string, Report>} */
  const totals = new Map();
  const begun = performance.now();
  const progress = setInterval(() => {
    const seconds = Math.round((performance.now() - begun) / 1_000);
    const sofar = [...totals.values()].map(
      ({ part, checks, sums }) => `${part} ${checks} (${sums.faults} faults)`,
    );
    console.log(`${seconds} s: ${sofar.join(", ")}`);
  }, 15_000);
  const cores = Math.min(availableParallelism(), orders.length);
  try {
    await Promise.all(
      Array.from({ length: cores }, () =>
        work(
          () => orders.shift(),
          (report) => {
            for (const fault of [...report.faults, ...report.notes]) tell(report.part, fault);
            add(totals, report);
          },
        ),
      ),
    );
  } finally {
    clearInterval(progress);
  }
  for (const { part, checks, sums, slowest } of totals.values()) {
    heading(part);
    const numbers = Object.entries({ checks, ...sums }).map(
      ([name, value]) => `${name} ${value.toLocaleString("en-US")}`,
    );
    console.log(numbers.join(", "));
    console.log(`slowest: ${slowest.milliseconds.toFixed(1)} ms (--index ${slowest.index})`);
    failed += sums.faults ?? 0;
  }
  const seconds = Math.round((performance.now() - begun) / 1_000);
  console.log(
    `\n${failed === 0 ? "✓ no disagreement" : `✗ ${failed} disagreements`}, ${seconds} s`,
  );
  return failed === 0 ? 0 : 1;
}

/**
 * Says what disagrees, or is to be read, as soon as it is known: a run may take an hour.
 * @param {string} part
 * @param {{ index: number }} fault
 */
function tell(part, fault) {
  console.log(`\n--only ${part} --seed ${seed} --index ${fault.index}`);
  console.log(JSON.stringify(fault));
}

/** @param {string} part */
function ordersOf(part) {
  if (index !== undefined) return [{ part, seed, first: index, count: 1 }];
  const total = counts[part] ?? 0;
  return Array.from({ length: Math.ceil(total / batch) }, (_, at) => ({
    part,
    seed,
    first: at * batch,
    count: Math.min(batch, total - at * batch),
  }));
}

/**
 * One process that does orders until there are none.
 * @param {() => object | undefined} next
 * @param {(report: Report) => void} onReport
 * @returns {Promise<void>}
 */
function work(next, onReport) {
  return new Promise((resolve, reject) => {
    const child = fork(join(folder, "worker.mjs"));
    let isDone = false;
    const give = () => {
      const order = next();
      if (order) child.send(order);
      else {
        isDone = true;
        child.disconnect();
      }
    };
    child.on("message", (/** @type {Report} */ report) => {
      onReport(report);
      give();
    });
    child.on("error", reject);
    child.on("exit", (code) => {
      if (isDone) resolve();
      else reject(new Error(`a process ended with ${code}`));
    });
    give();
  });
}

/**
 * @param {Map<string, Report>} totals
 * @param {Report} report
 */
function add(totals, report) {
  const sum = totals.get(report.part);
  if (!sum) {
    totals.set(report.part, report);
    return;
  }
  sum.checks += report.checks;
  for (const [name, value] of Object.entries(report.sums))
    sum.sums[name] = (sum.sums[name] ?? 0) + value;
  if (report.slowest.milliseconds > sum.slowest.milliseconds) sum.slowest = report.slowest;
}
