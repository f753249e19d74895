import type { Plugin, Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;

/**
 * Writes the files of these modules, and of all that they import statically, into index.html as
 * `<meta name="early-files" content="assets/a.js assets/b.css">`. src/main.tsx has the browser fetch them together while
 * it draws the first question, instead of one after the other as each is imported.
 *
 * @param modules ends of module paths
 */
export function earlyFiles(modules: readonly string[]): Plugin {
  return {
    name: "keyhole:early-files",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const files = new Set(
          modules.flatMap((module) => filesOf(chunkOf(module, bundle), bundle)),
        );
        const entry = Object.values(bundle).find((file) => file.type === "chunk" && file.isEntry);
        for (const file of entry ? filesOf(entry as Rolldown.OutputChunk, bundle) : [])
          files.delete(file);
        return [
          {
            tag: "meta",
            attrs: { name: "early-files", content: [...files].join(" ") },
            injectTo: "head",
          },
        ];
      },
    },
  };
}

function chunkOf(module: string, bundle: Bundle): Rolldown.OutputChunk {
  const chunk = Object.values(bundle).find(
    (file) => file.type === "chunk" && file.moduleIds.some((id) => id.endsWith(module)),
  );
  if (chunk?.type !== "chunk") throw new Error(`no chunk has ${module}`);
  return chunk;
}

/** A chunk's file, those of its static imports, and their style sheets. */
function filesOf(chunk: Rolldown.OutputChunk, bundle: Bundle, seen = new Set<string>()): string[] {
  if (seen.has(chunk.fileName)) return [];
  seen.add(chunk.fileName);
  return [
    chunk.fileName,
    ...(chunk.viteMetadata?.importedCss ?? []),
    ...chunk.imports.flatMap((name) => {
      const imported = bundle[name];
      return imported?.type === "chunk" ? filesOf(imported, bundle, seen) : [];
    }),
  ];
}
