// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { heading, house, mustRun, stop } from "./steps.mjs";

/** Installs what package-lock.json asks for, unless node_modules already holds exactly that. */
export async function installDependencies() {
  refuseOldNode();
  if (isInstalled()) return;
  heading("Install dependencies");
  await mustRun("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"]);
}

/** Compared by content, not by age: a checkout touches files without changing them. */
function isInstalled() {
  const expected = packagesOf("package-lock.json");
  const found = packagesOf(join("node_modules", ".package-lock.json"));
  if (!expected || !found) return false;
  return Object.entries(expected).every(([path, { version, optional, devOptional }]) => {
    if (path === "") return true;
    const here = found[path];
    // Those for other systems are not installed.
    if (!here) return optional === true || devOptional === true;
    return here.version === version;
  });
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> | undefined}
 */
function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(join(house, lockFile), "utf8")).packages;
  } catch {
    return undefined;
  }
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(`Keyhole needs Node 20.19 or newer; this is ${process.versions.node}`);
}
