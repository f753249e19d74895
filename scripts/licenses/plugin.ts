import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Plugin, Rolldown } from "vite";
import { packageNamed } from "./bundled-files.ts";
import { noticesAsMarkdown, noticesOf } from "./notices.ts";

/**
 * Writes the licences of everything that a build bundles, its workers included, as one Markdown file
 * beside it. The build fails at a licence that is not allowed and at a package without a text. Vite's own `build.license`
 * knows neither workers nor fonts nor works inside of other packages. The service worker is not looked into: src/architecture.test.ts
 * lets src/offline import no package.
 */
export function licenses(fileName: string): Plugin {
  const files = new Set<string>();
  let root = "";
  let output = "";
  const collect: Plugin["generateBundle"] = (_options, bundle) => {
    for (const file of bundledFiles(bundle, root)) files.add(file);
  };
  return {
    name: "keyhole:licenses",
    apply: "build",
    // Workers are separate builds with their own plugins.
    config: () => ({
      worker: { plugins: () => [{ name: "keyhole:worker-licenses", generateBundle: collect }] },
    }),
    configResolved(config) {
      root = config.root;
      output = resolve(root, config.build.outDir);
    },
    transform: {
      order: "pre",
      filter: { id: /\.css$/ },
      handler(code, id) {
        for (const file of styleSheetsOf(code, id)) files.add(file);
      },
    },
    generateBundle: collect,
    closeBundle: {
      // After the output is written.
      order: "post",
      sequential: true,
      handler(error?: Error) {
        if (error) return;
        writeFileSync(join(output, fileName), noticesAsMarkdown(noticesOf(files, root)));
      },
    },
  };
}

function bundledFiles(bundle: Rolldown.OutputBundle, root: string): readonly string[] {
  return Object.values(bundle).flatMap((one) =>
    one.type === "chunk" ? one.moduleIds : one.originalFileNames.map((file) => resolve(root, file)),
  );
}

/** A style sheet, with all that it imports: Vite makes one of them before the bundler sees any. */
function styleSheetsOf(text: string, file: string): readonly string[] {
  const imported = [...text.matchAll(/@import\s+(?:url\()?["']([^"']+)["']/g)].map(
    ([, to = ""]) => to,
  );
  return [
    file,
    ...imported.flatMap((to) => {
      if (!to.startsWith("."))
        return [join(packageNamed(packageName(to), dirname(file)).folder, to)];
      const next = resolve(dirname(file), to);
      return styleSheetsOf(readFileSync(next, "utf8"), next);
    }),
  ];
}

/** `@scope/name` of `@scope/name/file.css`. */
function packageName(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
