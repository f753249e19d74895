import { defineConfig, type UserConfig } from "vite";
import { licenses } from "./scripts/licenses/plugin.ts";

// The npm package (`npm run package` adds its types and its package.json): src/keyhole.ts for programs without a page, and,
// in the mode `command`, the `keyhole` command, which imports it.
export default defineConfig(({ mode }) => (mode === "command" ? command : library));

const library: UserConfig = {
  publicDir: false,
  plugins: [licenses("licenses.md")],
  build: {
    outDir: "dist-package/keyhole",
    lib: { entry: { keyhole: "src/keyhole.ts" }, formats: ["es"] },
    // The oldest Node of package.json#engines.
    target: "node20",
    // The bundler of a program that uses the package does it; without one, stack traces stay readable.
    minify: false,
    rolldownOptions: {
      // Nothing imports the entry, so nothing is added to it; grouping needs the permission.
      preserveEntrySignatures: "allow-extension",
      output: {
        entryFileNames: "dist/[name].js",
        chunkFileNames: "dist/[name].js",
        // One file for each folder of src and for each library: Node starts several times faster than with a file for each
        // module, and a bundler still leaves out what a program does not use.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: folderOrLibrary, debugName: "folder or library" }],
        },
      },
    },
  },
};

const command: UserConfig = {
  publicDir: false,
  plugins: [licenses("../licenses-command.md")],
  build: {
    outDir: "dist-package/keyhole/dist",
    emptyOutDir: false,
    lib: { entry: { command: "src/cli/entry.ts" }, formats: ["es"] },
    target: "node20",
    minify: false,
    rolldownOptions: {
      platform: "node",
      external: [/^node:/, "#keyhole"],
      output: { paths: { "#keyhole": "./keyhole.js" } },
    },
  },
};

function folderOrLibrary(id: string): string | null {
  const library = /\/node_modules\/([^/]+)\//.exec(id)?.[1];
  if (library) return `libraries/${library}`;
  return /\/src\/([^/]+)\//.exec(id)?.[1] ?? null;
}
