/** A stream of a compression library that takes bytes and gives chunks to its maker. */
interface Inflater {
  push(bytes: Uint8Array, isLast: boolean): void;
}

/**
 * Decompresses bytes in small steps, so that it stops soon after `most` bytes: a step of n bytes gives at most about
 * 1,032 n. `start` makes the stream, which gives each chunk to `take`. Returns `broken` for damaged bytes.
 */
export function inflated(
  bytes: Uint8Array,
  most: number,
  start: (take: (chunk: Uint8Array) => void) => Inflater,
): Uint8Array | "broken" | "too-large" {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = start((chunk) => {
    chunks.push(chunk);
    size += chunk.length;
  });
  try {
    for (let at = 0; at < bytes.length; at += stepSize) {
      stream.push(bytes.subarray(at, at + stepSize), at + stepSize >= bytes.length);
      if (size > most) return "too-large";
    }
  } catch {
    return "broken";
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

const stepSize = 256;
