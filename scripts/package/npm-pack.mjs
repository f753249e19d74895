// @ts-check
import { execFile } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { filesBelow } from "./sizes.mjs";

/**
 * Packs a folder as npm would publish it, without a network. The same contents give the same bytes: npm leaves times and
 * owners out, but not who may read a file, which is the umask's choice.
 * @param {string} folder
 * @param {string} destination the folder for the tarball
 * @returns {Promise<string>} the tarball
 */
export async function npmPack(folder, destination) {
  for (const path of filesBelow(folder)) chmodSync(join(folder, path), 0o644);
  const { stdout } = await promisify(execFile)(
    "npm",
    ["pack", "--json", "--ignore-scripts", "--offline", "--pack-destination", destination],
    // npm is a .cmd file on Windows.
    { cwd: folder, shell: process.platform === "win32" },
  );
  return join(destination, JSON.parse(stdout)[0].filename);
}
