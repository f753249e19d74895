import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Plugin } from "vite";

/**
 * Leaves modules that are data alone out of the files that the page and its workers are bundled to: each becomes a file of its
 * own, which both import. The page and a worker are two builds: bundled, the data would be fetched twice.
 *
 * @param modules paths of TypeScript files without imports and types
 * @param isPage whether it is the page's build, which writes the files; a worker's only names them
 */
export function sharedData(modules: readonly string[], isPage: boolean): Plugin {
  const texts = new Map(modules.map((path) => [path, readFileSync(path, "utf8")]));
  const nameOf = (path: string, text: string) => {
    const hash = createHash("sha256").update(text).digest("base64url").slice(0, 8);
    return `${basename(path, ".generated.ts")}-data-${hash}.js`;
  };
  return {
    name: "keyhole:shared-data",
    apply: "build",
    enforce: "pre",
    resolveId: {
      filter: { id: /\.generated\.ts$/ },
      async handler(source, importer, options) {
        const found = await this.resolve(source, importer, { ...options, skipSelf: true });
        const text = texts.get(found?.id ?? "");
        // All files of both builds are in one folder.
        return found && text !== undefined
          ? { id: `./${nameOf(found.id, text)}`, external: true }
          : null;
      },
    },
    generateBundle() {
      if (!isPage) return;
      for (const [path, source] of texts)
        this.emitFile({ type: "asset", fileName: `assets/${nameOf(path, source)}`, source });
    },
  };
}
