import { fileNamesOf } from "#export";
import type { WorkDocument } from "#state";

/** Saves one document under its file name. */
export function downloadText(text: string, fileName: string): void {
  saveText(text, fileName, "application/json");
}

/** Saves a text of any type. */
export function saveText(text: string, fileName: string, type: string): void {
  save(new Blob([text], { type }), fileName);
}

/** Saves the current texts of all documents as one .zip. */
export async function downloadAll(documents: readonly WorkDocument[]): Promise<void> {
  const { strToU8, zipSync } = await import("fflate");
  const names = fileNamesOf(documents.map(({ generated }) => generated));
  const files = documents.map(({ text }, index) => [names[index] ?? "", strToU8(text)] as const);
  const bytes = zipSync(Object.fromEntries(files));
  save(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/zip" }), "keyhole.zip");
}

/** Saves a file. */
export function save(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // Safari reads the blob some time after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
