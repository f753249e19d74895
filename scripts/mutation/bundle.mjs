// @ts-check
import { readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { house } from "../steps.mjs";
import { instrument } from "./instrument.mjs";

/** @typedef {import("./instrument.mjs").Mutant} Mutant */

const entry = "\0tests";

/**
 * Builds the tests of a folder with all mutants of its files into one file. Its modules run again at each call, so that
 * nothing remembers what an earlier mutant did.
 * @param {string} folder From the house.
 * @param {string} bundle The file to write.
 * @returns {Promise<Mutant[]>}
 */
export async function buildWithMutants(folder, bundle) {
  const names = readdirSync(join(house, folder), { recursive: true }).map((name) =>
    join(folder, String(name)),
  );
  const tests = names.filter((name) => name.endsWith(".test.ts")).sort();
  /** @type {Mutant[]} */
  const mutants = [];
  await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    ssr: { noExternal: true, external: ["fast-check"] },
    plugins: [
      {
        name: "keyhole-mutants",
        enforce: "pre",
        resolveId: (id) => (id === "tests" ? entry : id === "vitest" ? "\0vitest" : undefined),
        load(id) {
          if (id === entry)
            return tests.map((name) => `import ${JSON.stringify(join(house, name))};`).join("\n");
          if (id !== "\0vitest") return undefined;
          return 'import { api } from "keyhole-mutation"; export const { describe, expect, it, test, vi } = api;';
        },
        transform(code, id) {
          const name = relative(house, id);
          if (!name.startsWith(folder)) return undefined;
          const located = code.replaceAll(
            "import.meta.url",
            JSON.stringify(pathToFileURL(id).href),
          );
          if (name.endsWith(".test.ts"))
            return `import { inFile } from "keyhole-mutation"; inFile(${JSON.stringify(name)});\n${located}`;
          if (!name.endsWith(".ts")) return undefined;
          const found = instrument(name, located, mutants.length);
          mutants.push(...found.mutants);
          return found.code;
        },
      },
    ],
    build: {
      ssr: true,
      outDir: dirname(bundle),
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: "tests",
        external: ["keyhole-mutation", "fast-check", /^node:/],
        output: {
          format: "cjs",
          entryFileNames: relative(dirname(bundle), bundle),
          codeSplitting: false,
        },
        // The mutants must stay where they are, whatever a build could leave out.
        treeshake: false,
      },
    },
  });
  return mutants;
}
