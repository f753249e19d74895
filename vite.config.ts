import { join } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Rolldown } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { earlyFiles } from "./scripts/early-files.ts";
import { fonts } from "./scripts/fonts.ts";
import { licenses } from "./scripts/licenses/plugin.ts";
import { partsWithoutUse } from "./scripts/parts-without-use.ts";
import {
  cacheBuiltFiles,
  contentSecurityPolicy,
  securityHeaders,
} from "./scripts/security-headers.ts";
import { sharedData } from "./scripts/shared-data.ts";

// The parts that the page draws right after the first question.
const laterParts = {
  "editor-files": ["/src/ui/editor/monaco/index.ts"],
  "other-files": [
    "/src/ui/screens/panes.ts",
    "/src/ui/wizard/other-sections.tsx",
    "/src/state/verdicts/run-checking.ts",
  ],
};

// What several later parts share is in one file for each of these groups of parts, in this order of loading: what the page
// draws by itself, and the lists of suggestions after that. What remains is shared by dialogs and menus, which load when
// they are opened.
const sharing = {
  shared: [
    ...Object.values(laterParts).flat(),
    "/src/state/document-work.ts",
    "/src/state/storage/keep-work.ts",
    "/src/ui/changed/changed-note.tsx",
    "/src/ui/map/map-body.tsx",
    "/src/ui/wizard/other-answers.tsx",
    "/src/worker/index.ts",
  ],
  "shared-by-lists": ["/src/ui/parts/suggest-list.tsx"],
};

/** Tables that the editor's suggestions and the checker read. */
const tables = ["core", "others"].map((name) =>
  join(import.meta.dirname, `src/policy/services/${name}.generated.ts`),
);

interface GraphContext {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

export default defineConfig({
  // Relative, so that the same build works at a domain's root and under any path.
  base: "./",
  // There is one page: an address that is no file is a 404 here as on a static host.
  appType: "mpa",
  plugins: [
    react(),
    tailwindcss(),
    contentSecurityPolicy(),
    cacheBuiltFiles(),
    fonts(),
    earlyFiles(laterParts),
    partsWithoutUse(),
    sharedData(tables, true),
    offline(),
    licenses("licenses.md"),
  ],
  build: {
    // `npm run size` reads the import graph from it.
    manifest: true,
    rolldownOptions: {
      output: {
        entryFileNames: nameByContent,
        chunkFileNames: nameByContent,
        codeSplitting: {
          groups: [
            // What a usable wizard needs is one file: split by what later parts share, it packs worse and arrives later.
            { name: "wizard", tags: ["$initial"] },
            // What several later parts share is few files: forty small ones take the browser longer than their bytes.
            {
              name: sharedFile(),
              minShareCount: 2,
              test: isSmall,
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
    modulePreload: {
      polyfill: false,
      // The editor is wanted after the wizard is usable: the page itself never asks for it early.
      resolveDependencies: (_file, dependencies, { hostType }) =>
        hostType === "html" ? dependencies.filter((file) => !/monaco-/.test(file)) : dependencies,
    },
  },
  worker: {
    format: "es",
    plugins: () => [keepEntryExports(), sharedData(tables, false)],
    rolldownOptions: { output: { entryFileNames: nameByContent } },
  },
  // As a static host: an answer that varies with the origin is asked for again by a worker and by the offline copy.
  preview: { headers: securityHeaders(), cors: false },
});

/**
 * Keeps what a worker's file exports, which Vite drops: where no worker starts, the page imports `serve` from the
 * checker's file.
 */
function keepEntryExports(): Rolldown.Plugin {
  return {
    name: "keep-entry-exports",
    options: (options) => ({ ...options, preserveEntrySignatures: "allow-extension" }),
  };
}

/** Files with any Monaco in them say so in their name: `npm run size` and modulePreload go by it. */
function nameByContent({ moduleIds }: Rolldown.PreRenderedChunk): string {
  const monaco = moduleIds.some((id) => id.includes("/node_modules/monaco-editor/"));
  return `assets/${monaco ? "monaco-" : ""}[name]-[hash].js`;
}

/**
 * Builds the service worker src/offline/sw.ts and gives it the list of everything that was built, so that the page works
 * offline after the first visit.
 *
 * A new version waits until the user asks for it ("prompt"): taking over by itself would reload the page under someone's
 * hands and drop the chunks that the old page may still want to load. src/offline/register.ts registers it, because the
 * policy of public/_headers allows no inline script.
 */
function offline() {
  return VitePWA({
    strategies: "injectManifest",
    srcDir: "src/offline",
    filename: "sw.ts",
    registerType: "prompt",
    injectRegister: false,
    includeManifestIcons: false,
    manifest: {
      id: "./",
      name: "Keyhole",
      short_name: "Keyhole",
      description: "Least KMS permissions for forensic imports, generated and verified.",
      start_url: "./",
      scope: "./",
      display: "standalone",
      background_color: "#16181d",
      theme_color: "#16181d",
      icons: [{ src: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
    },
    injectManifest: {
      globPatterns: ["**/*.{html,js,css,svg,png,woff2,ttf}"],
      globIgnores: [
        // The README's pictures are no part of the page.
        "screenshots/**",
        // The page is in English; browsers fetch other scripts of a font only for text that has them.
        "**/*-{cyrillic,greek,vietnamese,latin-ext,cyrillic-ext,greek-ext}-*.woff2",
      ],
      // Files under assets/ carry a hash in their name.
      dontCacheBustURLsMatching: /^assets\//,
      maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
    },
  });
}

/** Names the file of a module that several later parts share: that of the first group that imports it. */
function sharedFile(): (id: string, context: GraphContext) => string {
  const fileOf = new Map<string, string>();
  return (id, graph) => {
    if (fileOf.size === 0)
      for (const [file, parts] of Object.entries(sharing)) {
        const waiting = parts.map((part) => join(import.meta.dirname, part));
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
          if (fileOf.has(next)) continue;
          fileOf.set(next, file);
          waiting.push(...(graph.getModuleInfo(next)?.importedIds ?? []));
        }
      }
    return fileOf.get(id) ?? "shared-by-dialogs";
  };
}

/** Whether a module is not among the large ones that only some parts of the page ever need. */
function isSmall(id: string): boolean {
  return !/\/node_modules\/(@?monaco-editor|yaml|fflate)\/|\/src\/(ui\/editor\/monaco|export|policy\/services|policy\/descriptions|engine\/linter)\//.test(
    id,
  );
}
