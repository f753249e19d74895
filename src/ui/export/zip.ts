import { strToU8, Zip, ZipDeflate } from "fflate";
import type { ExportedFile } from "#export";

/** So many bytes are packed before the page gets a turn. */
const atOnce = 500_000;

/**
 * Files as one .zip, the same bytes for the same files. Packed in turns on the page itself: fflate's own workers are made
 * of strings, which the page's policy forbids.
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
    // The first moment that a .zip can tell, in whatever time zone.
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

/** As a .zip says that the entry's rights are Unix's: `rwxr-xr-x`. */
const unix = 3;
const executable = 0o100755 << 16;
