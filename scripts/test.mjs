// @ts-check
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { choiceVariable, provideBrowser } from "./browser.mjs";
import { installDependencies } from "./install.mjs";
import { missingBrowsers, provideOtherBrowsers } from "./other-browsers.mjs";
import { provideShellCheck } from "./shellcheck.mjs";
import { heading, mustRun, run, stop } from "./steps.mjs";

// npm test              everything
// npm test -- unit e2e  only these steps, in their usual order

const reports = mkdtempSync(join(tmpdir(), "keyhole-test-"));
process.on("exit", () => rmSync(reports, { recursive: true, force: true }));
const total = { passed: 0, failed: 0, skipped: 0 };

/** Runs a program that must succeed. @typedef {(command: string, args: string[]) => Promise<unknown>} Start */

/**
 * `install` provides what a step needs beside node_modules: it may download, and is done and timed before all steps. Steps
 * with `isBeside` run at the same time: each leaves a core idle for a while.
 * @type {Record<string, {
 *   title: string, isBeside?: boolean, install?: () => Promise<unknown>, run: (start: Start) => Promise<unknown>,
 * }>}
 */
const steps = {
  lint: {
    title: "Format and lint",
    isBeside: true,
    run: (start) => start("biome", ["check", "--error-on-warnings"]),
  },
  types: {
    title: "Types",
    isBeside: true,
    run: async (start) => {
      // Several checkers would each begin with the same types.
      await start("tsc", ["-p", "tsconfig.json", "--checkers", "1"]);
      await start("tsc", ["-p", "tsconfig.pure.json", "--checkers", "1"]);
    },
  },
  build: { title: "Build", isBeside: true, run: build },
  unit: { title: "Unit tests", install: installShellCheck, run: unitTests },
  size: { title: "Size", run: () => mustRun(process.execPath, ["scripts/size.mjs"]) },
  e2e: { title: "End-to-end tests in a browser", install: installBrowser, run: endToEndTests },
  browsers: {
    title: "End-to-end tests in Firefox and WebKit",
    install: provideOtherBrowsers,
    run: testsInOtherBrowsers,
  },
};

async function installShellCheck() {
  if (!(await provideShellCheck()))
    stop("no ShellCheck starts here and none could be installed; install it by hand");
}

async function unitTests() {
  const report = join(reports, "unit.json");
  const code = await run("vitest", [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  const { numPassedTests, numFailedTests, numPendingTests } = readReport(report);
  count("vitest", code, numPassedTests, numFailedTests, numPendingTests);
}

/**
 * Builds. Beside it, on another processor, Playwright compiles its specifications: in a fresh clone that takes as long.
 * @param {Start} start
 */
async function build(start) {
  const isNeeded = chosen.some(([name]) => name === "e2e");
  const compiled = isNeeded && run("playwright", ["test", "--list"], { listener: () => undefined });
  await start("vite", ["build", "--logLevel", "warn"]);
  await compiled;
}

async function installBrowser() {
  const browser = await provideBrowser();
  if (browser === undefined)
    stop("no Chromium starts here and none could be installed; name one in CHROME_PATH");
  process.env[choiceVariable] = browser;
}

async function endToEndTests() {
  const report = join(reports, "e2e.json");
  const code = await run("playwright", ["test"], { env: { KEYHOLE_E2E_REPORT: report } });
  const { expected, flaky, unexpected, skipped } = readReport(report).stats;
  count("playwright", code, expected + flaky, unexpected, skipped);
}

async function testsInOtherBrowsers() {
  for (const name of missingBrowsers()) {
    if (process.env.CI) stop(`${name} is not here and could not be installed`);
    console.log(`Skipped in ${name}: it is not here and could not be installed`);
  }
  const report = join(reports, "browsers.json");
  const code = await run("vitest", [
    "run",
    "--config=e2e/browsers/vitest.config.ts",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  const { numPassedTests, numFailedTests, numPendingTests } = readReport(report);
  count("vitest", code, numPassedTests, numFailedTests, numPendingTests);
}

/** @param {string} path */
function readReport(path) {
  if (!existsSync(path)) stop("the tests ended without a report");
  return JSON.parse(readFileSync(path, "utf8"));
}

/**
 * Adds to the total; a run that failed, or that tested nothing, ends everything.
 * @param {string} runner
 * @param {number} code
 * @param {number} passed
 * @param {number} failed
 * @param {number} skipped
 */
function count(runner, code, passed, failed, skipped) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (code === 0 && failed === 0 && passed > 0) return;
  console.error(`\n${total.passed} passed, ${total.failed} failed`);
  stop(passed > 0 || failed > 0 ? `${runner} ended with ${code}` : `${runner} ran no test`);
}

const requested = process.argv.slice(2);
const unknown = requested.find((name) => !(name in steps));
if (unknown) stop(`no step is called \`${unknown}\`; there are ${Object.keys(steps).join(", ")}`);

const chosen = Object.entries(steps).filter(
  ([name]) => requested.length === 0 || requested.includes(name),
);
await timed("Install", async () => {
  await installDependencies();
  for (const [, { install }] of chosen) await install?.();
});
const beside = chosen.filter(([, { isBeside }]) => isBeside);
const failed = (await Promise.all(beside.map(([, step]) => besideOthers(step)))).filter(Boolean);
if (failed.length > 0) stop(failed.join("\n✗ "));
for (const [, step] of chosen) if (!step.isBeside) await timed(step.title, () => step.run(mustRun));
heading("All done");
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
if (total.passed > 0) console.log(`${total.passed} passed, ${total.failed} failed`);

/**
 * Runs a step beside others: what it prints comes when it is done. Resolves to what failed, if something did.
 * @param {{ title: string, run: (start: Start) => Promise<unknown> }} step
 */
async function besideOthers({ title, run: work }) {
  const begin = performance.now();
  let output = "";
  let problem = "";
  await work(async (command, args) => {
    if (problem) return;
    const code = await run(command, args, { listener: (text) => (output += text) });
    if (code !== 0) problem = `${command} ${args.join(" ")} ended with ${code}`;
  });
  heading(title);
  process.stdout.write(output);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${problem ? "✗" : "✓"} ${title}, ${seconds} s`);
  return problem;
}

/**
 * @param {string} title
 * @param {() => Promise<unknown>} work
 */
async function timed(title, work) {
  const begin = performance.now();
  heading(title);
  await work();
  console.log(`✓ ${title}, ${((performance.now() - begin) / 1000).toFixed(1)} s`);
}
