import type { Plugin, Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;

/**
 * Writes the files of modules, and of all that they import statically, into index.html, the largest first:
 * `<meta name="editor-files" content="assets/a.js assets/b.css">`. The page has the browser fetch them together, ahead of
 * their use, instead of one after the other as each is imported (src/ui/screens/later-parts.ts).
 *
 * @param groups name of the meta element → ends of module paths
 */
export function earlyFiles(groups: Readonly<Record<string, readonly string[]>>): Plugin {
  return {
    name: "keyhole:early-files",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const entry = Object.values(bundle).find((file) => file.type === "chunk" && file.isEntry);
        const named = new Set(entry?.type === "chunk" ? filesOf(entry, bundle) : []);
        return Object.entries(groups).map(([name, modules]) => {
          const files = modules
            .flatMap((module) => filesOf(chunkOf(module, bundle), bundle))
            .filter((file) => !named.has(file));
          for (const file of files) named.add(file);
          const content = [...new Set(files)].sort((one, other) => sizeOf(other) - sizeOf(one));
          return {
            tag: "meta",
            attrs: { name, content: content.join(" ") },
            injectTo: "head" as const,
          };
        });

        function sizeOf(name: string): number {
          const file = bundle[name];
          return file?.type === "chunk" ? file.code.length : (file?.source.length ?? 0);
        }
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
