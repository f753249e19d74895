// @ts-check
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installDebian, patience } from "./debian.mjs";
import { house, run } from "./steps.mjs";

/** Chromium without its own windows: a page starts in half of the CPU time. Playwright's own is one too. */
const headlessShell = "chromium-headless-shell";

/** Where the choice travels from `npm test` to playwright.config.ts: a path, or "" for Playwright's own Chromium. */
export const choiceVariable = "KEYHOLE_CHROMIUM";

/**
 * A test's page lives for some seconds: compiling for it with V8's optimizing compilers costs more CPU time than it saves.
 * Only Maglev still compiles what runs longest. What is compiled stays for the tests that follow in the same process, and V8
 * collects short-lived objects less often.
 */
const scriptEngine = [
  "--invocation-count-for-maglev=4000",
  "--no-turbofan",
  "--no-flush-bytecode",
  "--min-semi-space-size=32",
];
const engineArgument = `--js-flags=${scriptEngine.join(" ")}`;

/**
 * Chromium refuses to sandbox root, and CI machines have neither a GPU nor a reason to phone home.
 * @returns {string[]}
 */
export function launchArguments() {
  if (process.getuid?.() !== 0 && !process.env.CI) return [engineArgument];
  return [
    engineArgument,
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
}

/**
 * The browsers of this machine in the order to try them: Playwright's own (""), then CHROME_PATH, then the system's.
 * @param {string} ownPath where Playwright would keep its own
 * @returns {string[]}
 */
export function browsersHere(ownPath) {
  const own = existsSync(ownPath) ? [""] : [];
  const names = [
    headlessShell,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
  ];
  const system = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const elsewhere = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  ];
  const paths = [process.env.CHROME_PATH ?? "", ...system, ...elsewhere];
  return [...own, ...new Set(paths.filter((path) => path !== "" && existsSync(path)))];
}

/**
 * A browser that really starts: found, or else installed. Beside Debian's Chromium its headless shell is installed too;
 * where that fails, Chromium itself does.
 * @returns {Promise<string | undefined>} the value for KEYHOLE_CHROMIUM
 */
export async function provideBrowser() {
  const { chromium } = await import("@playwright/test");
  const [first] = browsersHere(chromium.executablePath());
  if (first === debiansChromium && existsSync(debiansFiles)) await installDebian(headlessShell);
  const found = await firstThatStarts();
  if (found !== undefined) return found;
  for (const install of [downloadPlaywrights, completePlaywrights, installDebians]) {
    if (!(await install())) continue;
    const installed = await firstThatStarts();
    if (installed !== undefined) return installed;
  }
  return undefined;
}

const debiansChromium = "/usr/bin/chromium";
const debiansFiles = "/usr/lib/chromium/chromium";

async function firstThatStarts() {
  const { chromium } = await import("@playwright/test");
  const named = process.env.CHROME_PATH;
  if (named && !existsSync(named)) console.log(`CHROME_PATH names no file: ${named}`);
  for (const path of browsersHere(chromium.executablePath())) {
    try {
      const browser = await chromium.launch({
        ...(path === "" ? {} : { executablePath: path }),
        args: launchArguments(),
      });
      console.log(`${path === "" ? "Playwright's Chromium" : path} ${browser.version()}`);
      await browser.close();
      return path;
    } catch (error) {
      // A package manager's stub, or a browser without its system libraries.
      console.log(`${path || "Playwright's Chromium"} does not start: ${firstLine(error)}`);
    }
  }
  return undefined;
}

/** @param {unknown} error */
function firstLine(error) {
  return String(error instanceof Error ? error.message : error).split("\n")[0];
}

/** Downloads first: where the network is closed this fails at once, before any system package was touched. */
async function downloadPlaywrights() {
  console.log("No browser starts here: downloading Playwright's Chromium");
  return (await playwright("install", "chromium")) === 0;
}

async function completePlaywrights() {
  const { chromium } = await import("@playwright/test");
  if (!existsSync(chromium.executablePath())) return false;
  console.log("It does not start: installing the system's libraries for it");
  return (await playwright("install-deps", "chromium")) === 0;
}

/** @param {string[]} args */
function playwright(...args) {
  const cli = join(house, "node_modules", "@playwright", "test", "cli.js");
  return run(process.execPath, [cli, ...args], patience);
}

function installDebians() {
  console.log("Still none: installing the system's Chromium, its headless shell");
  return installDebian(headlessShell);
}
