// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { house } from "./steps.mjs";

// Completes package-lock.json after a change of dependencies: `npm run lock`.
//
// npm leaves out an optional package that its registry does not offer, without a word; a mirror often lacks those for
// other systems. The lock is then short of them, and `npm ci` refuses it on every system. Their versions are known
// (those who depend on them name one exactly), and so are their systems (by name), which is all that `npm ci` needs.

const file = join(house, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
/** @type {Record<string, any>} */
const packages = lock.packages;

for (const [path, parent] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (isLocked(path, name) || !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) continue;
    packages[`node_modules/${name}`] = {
      version,
      ...systemOf(name),
      ...(parent.dev ? { dev: true } : {}),
      optional: true,
    };
    console.log(`added ${name} ${version}`);
  }
}

lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);

/**
 * Whether the lock has the package where a dependent at this path would look for it.
 * @param {string} path
 * @param {string} name
 */
function isLocked(path, name) {
  for (let folder = path; ; folder = folder.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, "")) {
    if (packages[`${folder}${folder && "/"}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}

/**
 * The system that a package is for, by the words of its name: `@rollup/rollup-linux-arm64-musl`.
 * @param {string} name
 */
function systemOf(name) {
  const words = name.split(/[/-]/);
  const pick = (/** @type {string[]} */ known) => known.filter((word) => words.includes(word));
  const os = pick([
    "aix",
    "android",
    "darwin",
    "freebsd",
    "linux",
    "openbsd",
    "openharmony",
    "win32",
  ]);
  const cpu = pick([
    "arm",
    "arm64",
    "ia32",
    "loong64",
    "ppc64",
    "riscv64",
    "s390x",
    "wasm32",
    "x64",
  ]);
  const libc = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : words.some((word) => word.startsWith("gnu"))
      ? ["glibc"]
      : [];
  if (os.length + cpu.length === 0) throw new Error(`which system is ${name} for?`);
  return {
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(os.length > 0 ? { os } : {}),
    ...(libc.length > 0 ? { libc } : {}),
  };
}
