// @ts-check
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { launchArguments, provideBrowser } from "../browser.mjs";
import { heading, house, mustRun, stop } from "../steps.mjs";

/** What may differ between two machines that build the same commit. */
const circumstances = [
  { folder: "clone", umask: 0o022, env: { TZ: "UTC", LC_ALL: "C" } },
  {
    folder: "another clone, with a longer path",
    umask: 0o077,
    env: {
      TZ: "Pacific/Kiritimati",
      LC_ALL: "C.UTF-8",
      NODE_OPTIONS: `--import=${new URL("later-clock.mjs", import.meta.url)}`,
    },
  },
];

/**
 * Builds the release of the commit in two clones, and compares their bytes. Then opens keyhole.html in the browsers. Ends
 * the program with a failure if either goes wrong.
 */
export async function checkRelease() {
  const temporary = mkdtempSync(join(tmpdir(), "keyhole-release-"));
  process.on("exit", () => rmSync(temporary, { recursive: true, force: true }));
  const commit = execFileSync("git", ["rev-parse", "HEAD"], {
    cwd: house,
    encoding: "utf8",
  }).trim();
  /** @type {Map<string, string>[]} */
  const sums = [];
  for (const { folder, umask, env } of circumstances) {
    const clone = join(temporary, folder);
    heading(`Build in ${folder}`);
    const formerMask = process.umask(umask);
    execFileSync("git", ["clone", "--quiet", house, clone]);
    // Someone may commit in between.
    execFileSync("git", ["checkout", "--quiet", "--detach", commit], { cwd: clone });
    copyLibraries(clone);
    await mustRun(process.execPath, [join(clone, "scripts", "release.mjs")], { env });
    process.umask(formerMask);
    sums.push(sumsOf(join(clone, "dist-release", "SHA256SUMS")));
  }
  heading("Compare");
  const different = differences(sums);
  if (different.length > 0) stop(`the bytes differ of ${different.join(", ")}`);
  console.log(`${sums[0]?.size} files have the same bytes in both clones`);

  heading("keyhole.html from the disk");
  await mustRun("vitest", ["run", "--config=e2e/browsers/one-file.config.ts"], {
    env: {
      KEYHOLE_ONE_FILE: join(
        temporary,
        circumstances[1]?.folder ?? "",
        "dist-release",
        "keyhole.html",
      ),
      KEYHOLE_CHROMIUM: await chromiumPath(),
      KEYHOLE_CHROMIUM_ARGUMENTS: launchArguments().join("\n"),
    },
  });
}

/** The path of a Chromium that starts here, or "". */
async function chromiumPath() {
  const path = await provideBrowser();
  if (path !== "") return path ?? "";
  const { chromium } = await import("@playwright/test");
  return chromium.executablePath();
}

/**
 * Gives a clone its own copy of node_modules, less what builds keep there.
 * @param {string} clone
 */
function copyLibraries(clone) {
  const from = join(house, "node_modules");
  cpSync(from, join(clone, "node_modules"), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => ![".vite", ".vite-temp", ".cache"].includes(basename(path)),
  });
}

/**
 * @param {string} file
 * @returns {Map<string, string>} SHA-256 by path
 */
function sumsOf(file) {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

/**
 * The paths of the files that are not in all builds, or not the same.
 * @param {readonly Map<string, string>[]} sums
 */
function differences(sums) {
  const paths = new Set(sums.flatMap((one) => [...one.keys()]));
  return [...paths].filter((path) => new Set(sums.map((one) => one.get(path))).size > 1);
}
