/** What may be bundled at all (CONTRIBUTING.md, "add a dependency"), as SPDX identifiers. */
const forEverything = [
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "MPL-2.0",
];

/** What is bundled of a work. Fonts may have a licence of fonts, and Monaco's icons have one for texts and pictures. */
export type BundledKind = "code" | "font" | "codicons";

const allowed: Readonly<Record<BundledKind, ReadonlySet<string>>> = {
  code: new Set(forEverything),
  font: new Set([...forEverything, "OFL-1.1"]),
  codicons: new Set(["CC-BY-4.0"]),
};

/**
 * Whether a work under this licence may be bundled. `license` is an SPDX expression as package.json has it: of an `OR` one
 * side must be allowed, of an `AND` every side.
 */
export function isLicenseAllowed(license: string, kind: BundledKind): boolean {
  const words = license.replace(/[()]/g, " ").trim();
  const isAllowed = (id: string) => allowed[kind].has(id);
  // Both in one need brackets to be read right. No package that we know has both.
  if (/\sOR\s/.test(words) && /\sAND\s/.test(words)) return false;
  if (/\sAND\s/.test(words)) return words.split(/\s+AND\s+/).every(isAllowed);
  return words.split(/\s+OR\s+/).some(isAllowed);
}
