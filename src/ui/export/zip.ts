import { strToU8, Zip, ZipDeflate } from "fflate";
import type { ExportedFile } from "#export";

/** The number of bytes that are packed before the page can handle events. */
const atOnce = 500_000;

/**
 * Packs files into one .zip, with the same bytes for the same files. It runs on the page in small steps: the page's
 * Content-Security-Policy forbids fflate's workers, which are made from strings.
 */
export async function zipOf(files: readonly ExportedFile[]): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk as Uint8Array<ArrayBuffer>);
  });
  let packed = 0;
  for (const { path, text } of files) {
    const entry = new ZipDeflate(path, { level: 6 });
    // The earliest time that a .zip can store, in any time zone.
    entry.mtime = new Date(1980, 0, 1);
    if (path.endsWith(".sh")) {
      entry.os = unix;
      entry.attrs = executable;
    }
    zip.add(entry);
    entry.push(strToU8(text), true);
    packed += text.length;
    if (packed > atOnce) {
      packed = 0;
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  zip.end();
  return new Blob(chunks, { type: "application/zip" });
}

/** Marks an entry with Unix permissions: `rwxr-xr-x`. */
const unix = 3;
const executable = 0o100755 << 16;
