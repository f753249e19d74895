import { Gunzip, strFromU8 } from "fflate";
import { inflated } from "#policy";

/** Whether bytes begin as gzip does (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The text in gzip bytes. Returns `broken` for damaged bytes, `too-large` as soon as there are more than `most` bytes. */
export function unzipped(
  bytes: Uint8Array,
  most: number,
): { readonly text: string } | "broken" | "too-large" {
  let isWhole = false;
  const read = inflated(
    bytes,
    most,
    (take) =>
      new Gunzip((chunk, isLast) => {
        isWhole = isLast;
        take(chunk);
      }),
  );
  if (typeof read === "string") return read;
  return isWhole ? { text: strFromU8(read) } : "broken";
}
