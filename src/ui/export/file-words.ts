import type { ExportedFile } from "#export";
import { mediaTypeOf } from "./languages.ts";

/** A file's name, without its folders. */
export function nameOf({ path }: ExportedFile): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A file as the browser saves or opens it. */
export function blobOf({ path, text }: ExportedFile): Blob {
  return new Blob([text], { type: mediaTypeOf(path) });
}

/** The approximate size of a text. */
export function sizeInWords(characters: number): string {
  if (characters < 1_000) return `${characters} characters`;
  if (characters < 1_000_000) return `${Math.round(characters / 1_000)} KB`;
  return `${(characters / 1_000_000).toFixed(1)} MB`;
}
