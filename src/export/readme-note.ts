import type { ExportedFile } from "./exported-document.ts";

/** Adds a text in Markdown below the title of each README. */
export function withReadmeNote(
  files: readonly ExportedFile[],
  note: string,
): readonly ExportedFile[] {
  return files.map(({ path, text }) => {
    const titleEnd = text.indexOf("\n\n");
    return path.endsWith("/README.md") && titleEnd > 0
      ? { path, text: `${text.slice(0, titleEnd)}\n\n${note}${text.slice(titleEnd)}` }
      : { path, text };
  });
}
