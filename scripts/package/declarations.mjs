// @ts-check
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { house } from "../steps.mjs";

/** `from "…"` and `import("…")` in what tsc writes. */
const specifiers = /(\bfrom |\bimport\()"([^"]+)"/g;

/**
 * Copies the declarations that keyhole.d.ts needs, with imports that every resolver understands: our sources say `#policy` and
 * `./arn.ts`, which is right only beside our package.json and our sources.
 * @param {string} from what tsc wrote, in the folders of src
 * @param {string} to
 */
export function writeDeclarations(from, to) {
  const { imports } = JSON.parse(readFileSync(join(house, "package.json"), "utf8"));
  const waiting = ["keyhole.d.ts"];
  const written = new Set(waiting);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const folder = posix.dirname(path);
    const text = readFileSync(join(from, path), "utf8").replace(
      specifiers,
      (_match, before, specifier) => {
        const target = targetOf(specifier, folder, imports);
        if (!written.has(target)) waiting.push(target);
        written.add(target);
        const relative = posix.relative(folder, target).replace(/\.d\.ts$/, ".js");
        return `${before}"${relative.startsWith(".") ? relative : `./${relative}`}"`;
      },
    );
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), text);
  }
}

/**
 * The declaration that an import means, by its path.
 * @param {string} specifier
 * @param {string} folder where the import is
 * @param {Record<string, string>} imports package.json's
 */
function targetOf(specifier, folder, imports) {
  const source = specifier.startsWith(".")
    ? posix.join(folder, specifier)
    : imports[specifier]?.replace("./src/", "");
  if (!source?.endsWith(".ts"))
    throw new Error(`the types of the package would need \`${specifier}\`, which it does not have`);
  return source.replace(/\.ts$/, ".d.ts");
}
