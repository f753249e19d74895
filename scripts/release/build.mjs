// @ts-check
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { buildPackage } from "../package/build.mjs";
import { heading, house, mustRun } from "../steps.mjs";
import { oneFile } from "./one-file.mjs";
import { sbom } from "./sbom.mjs";

/** Builds the release of the commit that is checked out into dist-release/. */
export async function buildRelease() {
  const target = join(house, "dist-release");
  const commit = { id: git("rev-parse", "HEAD"), time: git("log", "-1", "--format=%cI") };
  if (git("status", "--porcelain") !== "")
    console.log("There are uncommitted changes: this release is not what the commit gives.");
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);

  heading("Static files");
  await mustRun("vite", ["build", "--logLevel", "warn", "--outDir", "dist-release/static"]);
  rmSync(join(target, "static", ".vite"), { recursive: true });

  heading("One file");
  await mustRun("vite", ["build", "--config", "vite.single.config.ts", "--logLevel", "error"]);
  writeFileSync(join(target, "keyhole.html"), oneFile(join(target, "single")));
  copyFileSync(join(target, "static", "licenses.md"), join(target, "keyhole.html.licenses.md"));
  rmSync(join(target, "single"), { recursive: true });

  heading("npm package");
  const { tarball } = await buildPackage("dist-package");
  copyFileSync(tarball, join(target, basename(tarball)));

  heading("SBOM and sums");
  writeFileSync(join(target, "sbom.cdx.json"), sbom(commit));
  const files = filesIn(target).sort();
  const sums = files.map((file) => {
    const digest = createHash("sha256").update(readFileSync(file)).digest("hex");
    return `${digest}  ${relative(target, file).replaceAll("\\", "/")}\n`;
  });
  writeFileSync(join(target, "SHA256SUMS"), sums.join(""));
  console.log(`dist-release: ${files.length} files of commit ${commit.id}`);
}

/** @param {string[]} args */
function git(...args) {
  return execFileSync("git", args, { cwd: house, encoding: "utf8" }).trim();
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}
