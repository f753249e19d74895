import { defineConfig, type Plugin, type Rolldown } from "vite";
import { licenses } from "./scripts/licenses/plugin.ts";

// The npm package (`npm run package` adds its types and its package.json): src/keyhole.ts for programs without a page, and the
// `keyhole` command. They are one build: each command loads only the folders that it uses, without the library's entry.
export default defineConfig({
  publicDir: false,
  plugins: [licenses("licenses.md"), withoutLateImports(), withoutEmptyFiles()],
  build: {
    outDir: "dist-package/keyhole",
    lib: { entry: { keyhole: "src/keyhole.ts", command: "src/cli/entry.ts" }, formats: ["es"] },
    // The oldest Node of package.json#engines.
    target: "node20",
    // The bundler of a program that uses the package does it; without one, stack traces stay readable.
    minify: false,
    rolldownOptions: {
      platform: "node",
      external: /^node:/,
      // Nothing imports the entry, so nothing is added to it; grouping needs the permission.
      preserveEntrySignatures: "allow-extension",
      output: {
        entryFileNames: "dist/[name].js",
        chunkFileNames: (chunk) => `dist/${isOfCommand(chunk) ? "command/" : ""}[name].js`,
        // One file for each folder of src and for each library: Node starts several times faster than with a file for each
        // module, and a bundler still leaves out what a program does not use.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: folderOrLibrary, debugName: "folder or library" }],
        },
      },
    },
  },
});

/** The file that a module goes to; the command's own modules stay with the command that loads them. */
function folderOrLibrary(id: string): string | null {
  const library = /\/node_modules\/([^/]+)\//.exec(id)?.[1];
  if (library) return `libraries/${library}`;
  // The help of the command lists these, without what writes them.
  if (id.endsWith("/src/export/formats.ts")) return "export-formats";
  const folder = /\/src\/([^/]+)\//.exec(id)?.[1];
  return folder === "cli" ? null : (folder ?? null);
}

function isOfCommand({ moduleIds }: Pick<Rolldown.PreRenderedChunk, "moduleIds">): boolean {
  return (
    moduleIds.length > 0 &&
    moduleIds.every((id) => id.includes("/src/cli/") || id.endsWith("/package.json"))
  );
}

/** src/keyhole.ts only names what others export: for the commands that would be a file with nothing in it. */
function withoutEmptyFiles(): Plugin {
  return {
    name: "keyhole:without-empty-files",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
      for (const { fileName, code } of chunks) {
        if (code.trim() !== "export {};") continue;
        delete bundle[fileName];
        const name = fileName.slice(fileName.lastIndexOf("/") + 1);
        for (const other of chunks) other.code = other.code.replace(`import "./${name}";\n`, "");
      }
    },
  };
}

/** What the page loads late is there from the start: a bundler would keep it, whatever a program uses. */
function withoutLateImports(): Plugin {
  return {
    name: "keyhole:without-late-imports",
    transform: {
      order: "pre",
      filter: { id: /\/src\/(?!cli\/).*\.ts$/ },
      handler(code) {
        const imports: string[] = [];
        const changed = code.replaceAll(/\bimport\("(\.[^"]+)"\)/g, (_call, path: string) => {
          const name = `late${imports.length}`;
          imports.push(`import * as ${name} from "${path}";`);
          return `Promise.resolve(${name})`;
        });
        return imports.length > 0 ? { code: [changed, ...imports].join("\n"), map: null } : null;
      },
    },
  };
}
