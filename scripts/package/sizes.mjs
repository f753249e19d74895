// @ts-check
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/**
 * A table of the package's scripts and their sizes, whole and as gzip packs them, in KB of 1,000 bytes.
 * @param {string} folder
 */
export function sizesOf(folder) {
  const rows = filesBelow(folder)
    .filter((path) => path.endsWith(".js"))
    .map((path) => {
      const bytes = readFileSync(join(folder, path));
      return { path, whole: bytes.length / 1000, packed: gzipSync(bytes).length / 1000 };
    });
  const sum = (/** @type {"whole" | "packed"} */ which) =>
    rows.reduce((total, row) => total + row[which], 0);
  return [{ path: "all scripts", whole: sum("whole"), packed: sum("packed") }, ...rows]
    .map(({ path, whole, packed }) => `${column(whole)} KB ${column(packed)} KB gzip  ${path}`)
    .join("\n");
}

/**
 * Every file below a folder, by its path from there with slashes, sorted.
 * @param {string} folder
 */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

/** @param {number} size */
function column(size) {
  return size.toFixed(1).padStart(8);
}
