import type { ExportedFile } from "#export";

/** A line of the file list: a folder, or a file in it. */
export type FileRow =
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "file"; readonly path: string; readonly name: string; readonly index: number };

/**
 * The files with every word of the search in their path. Each folder is a heading before its files; files without a folder
 * come first. Otherwise the order does not change.
 */
export function fileRows(files: readonly ExportedFile[], search: string): readonly FileRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const folders = new Map<string, FileRow[]>([["", []]]);
  for (const [index, { path }] of files.entries()) {
    if (!words.every((word) => path.toLowerCase().includes(word))) continue;
    const cut = path.lastIndexOf("/");
    const folder = path.slice(0, Math.max(0, cut));
    const row: FileRow = { kind: "file", path, name: path.slice(cut + 1), index };
    const own = folders.get(folder);
    if (own) own.push(row);
    else folders.set(folder, [row]);
  }
  return [...folders].flatMap(([path, own]): readonly FileRow[] =>
    path === "" ? own : [{ kind: "folder", path }, ...own],
  );
}
