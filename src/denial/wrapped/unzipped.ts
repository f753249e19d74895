import { Gunzip, strFromU8 } from "fflate";

/** Whether bytes begin as gzip does (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The text in gzip bytes. Returns `broken` for damaged bytes, `too-large` as soon as there are more than `most` bytes. */
export function unzipped(
  bytes: Uint8Array,
  most: number,
): { readonly text: string } | "broken" | "too-large" {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let isWhole = false;
  const gunzip = new Gunzip((chunk, final) => {
    chunks.push(chunk);
    size += chunk.length;
    isWhole = final;
  });
  try {
    // Small steps: n bytes give at most about 1,032 n, so this stops soon after the limit.
    for (let at = 0; at < bytes.length; at += stepSize) {
      gunzip.push(bytes.subarray(at, at + stepSize), at + stepSize >= bytes.length);
      if (size > most) return "too-large";
    }
  } catch {
    return "broken";
  }
  if (!isWhole) return "broken";
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return { text: strFromU8(all) };
}

const stepSize = 1_024;
