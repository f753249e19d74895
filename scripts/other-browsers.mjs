// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installDebian } from "./debian.mjs";

/** @typedef {{ driver: string, browser: string, xvfb: string }} WebKitHere the paths of the programs */

/** The first Firefox that answers to WebDriver BiDi as Puppeteer needs it. */
const leastFirefox = 129;

/**
 * The Firefox of this machine: FIREFOX_PATH, or the system's.
 * @returns {string | undefined} its path
 */
export function firefoxHere() {
  const paths = [
    process.env.FIREFOX_PATH,
    onPath("firefox"),
    onPath("firefox-esr"),
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
  ];
  return paths.find((path) => path && existsSync(path) && firefoxVersion(path) >= leastFirefox);
}

/** @param {string} path */
function firefoxVersion(path) {
  // A package manager's stub prints no version.
  const { stdout } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 30_000 });
  return Number(/Firefox (\d+)/.exec(stdout ?? "")?.[1] ?? 0);
}

/**
 * WebKitGTK with its WebDriver, and the X server that its browser needs.
 * @returns {WebKitHere | undefined}
 */
export function webKitHere() {
  const driver = onPath("WebKitWebDriver");
  const xvfb = onPath("Xvfb");
  const browser = miniBrowsers().find((path) => existsSync(path));
  return driver && xvfb && browser ? { driver, xvfb, browser } : undefined;
}

/** Where distributions put it: Debian has folders for architectures, Fedora /usr/libexec. */
function miniBrowsers() {
  return ["/usr/lib", "/usr/lib64", "/usr/libexec"]
    .flatMap((folder) => [folder, ...foldersIn(folder, /-linux-gnu/)])
    .flatMap((folder) => foldersIn(folder, /^webkit2?gtk-\d/))
    .map((folder) => join(folder, "MiniBrowser"));
}

/**
 * @param {string} folder
 * @param {RegExp} name
 */
function foldersIn(folder, name) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((entry) => name.test(entry))
    .map((entry) => join(folder, entry));
}

/** @param {string} program */
function onPath(program) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
}

/**
 * Finds Firefox and WebKit, or installs them where this is Debian and we may.
 * @returns {Promise<string[]>} those that are missing
 */
export async function provideOtherBrowsers() {
  if (!firefoxHere()) await installDebian("firefox-esr");
  if (!webKitHere()) await installDebian("webkit2gtk-driver", "xvfb");
  return missingBrowsers();
}

/** @returns {string[]} which of Firefox and WebKit are not on this machine */
export function missingBrowsers() {
  return [firefoxHere() ? [] : ["Firefox"], webKitHere() ? [] : ["WebKit"]].flat();
}
