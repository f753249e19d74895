// @ts-check
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * Packs a folder as npm would publish it, without a network.
 * @param {string} folder
 * @param {string} destination the folder for the tarball
 * @returns {Promise<string>} the tarball
 */
export async function npmPack(folder, destination) {
  const { stdout } = await promisify(execFile)(
    "npm",
    ["pack", "--json", "--ignore-scripts", "--offline", "--pack-destination", destination],
    // npm is a .cmd file on Windows.
    { cwd: folder, shell: process.platform === "win32" },
  );
  return join(destination, JSON.parse(stdout)[0].filename);
}
