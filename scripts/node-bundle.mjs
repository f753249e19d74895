// @ts-check
import { build } from "vite";

/**
 * Bundles TypeScript programs that use the pure folders, so that Node can run them in workers and processes.
 * @param {string} folder Where to write `NAME.mjs` of each program.
 * @param {Record<string, string>} input The source file of each program, by name.
 * @param {string[]} [external] Packages that are imported from where they are installed.
 */
export async function bundleForNode(folder, input, external = []) {
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    ssr: { noExternal: true, external },
    // jsonc-parser's entry for Node is UMD, which does not bundle.
    resolve: { mainFields: ["module", "main"] },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input,
        output: { entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" },
      },
    },
  });
}
