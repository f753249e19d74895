import { build, type Plugin, type Rolldown } from "vite";

/**
 * Puts the code of workers into the page's script: a page from a disk may not start a worker from a file. Vite does this
 * for `?worker`; the checker's code becomes a blob: address. Chromium starts no module from such an address in a page
 * from a disk, so workers are classic scripts, and where none starts the page runs its own copy of the checker.
 */
export function workersInside(): Plugin {
  const address = /^(.*\.ts)\?worker&url$/;
  return {
    name: "keyhole:workers-inside",
    enforce: "pre",
    async resolveId(source, importer) {
      if (/\/editor\.worker\?worker$/.test(source))
        return this.resolve(`${source}&inline`, importer, { skipSelf: true });
      const [, file] = address.exec(source) ?? [];
      const found = file === undefined ? null : await this.resolve(file, importer);
      return found && `\0inside:${found.id}`;
    },
    transform(code, id) {
      if (!id.endsWith("/src/worker/connection.ts")) return undefined;
      const classic = replaced(code, /, \{\s*type: "module"\s*\}/, "");
      return replaced(
        classic,
        /import\((?:\s*\/\*.*?\*\/)?\s*checkerFile\s*\)/,
        'import("./entry.ts")',
      );
    },
    async load(id) {
      if (!id.startsWith("\0inside:")) return undefined;
      const code = await codeOf(id.slice("\0inside:".length));
      return `export default URL.createObjectURL(new Blob([${JSON.stringify(code)}], { type: "text/javascript" }));`;
    },
  };
}

/** A module with all that it imports, as one classic script. */
async function codeOf(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      write: false,
      modulePreload: false,
      lib: { entry, formats: ["iife"], name: "checker", fileName: "worker" },
      minify: true,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [{ output }] = result as unknown as readonly [Rolldown.RolldownOutput];
  const [chunk] = output;
  return chunk.code;
}

/** Throws if the code has changed: the build would else be broken without a word. */
function replaced(code: string, pattern: RegExp, by: string): string {
  if (!pattern.test(code)) throw new Error(`src/worker/connection.ts has no ${pattern}`);
  return code.replace(pattern, by);
}
