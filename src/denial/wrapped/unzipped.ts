import { Gunzip, strFromU8 } from "fflate";
import { inflated } from "#policy";

/** Whether bytes begin as gzip does (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The shortest header, the block of no bytes, and the trailer. */
const smallestSize = 20;

/** Unpacks what arrives in pieces. */
export interface Unpacker {
  /** Takes the next bytes; `isLast` with the last ones, which may be none. Throws for damaged bytes. */
  readonly push: (bytes: Uint8Array, isLast?: boolean) => void;
}

/**
 * Unpacks gzip that arrives in pieces, of one member or several. `push` throws for damaged bytes, and with the last piece if
 * bytes are missing. fflate takes some cut files for whole, so the size in the last trailer is compared with what was
 * unpacked. Source: RFC 1952 (`ISIZE`: the size of the member modulo 2^32, its last four bytes).
 */
export function createGunzip(onBytes: (bytes: Uint8Array, isLast: boolean) => void): Unpacker {
  let sizeOfMember = 0;
  let tail: readonly number[] = [];
  const stream = new Gunzip((bytes, isLast) => {
    sizeOfMember += bytes.length;
    onBytes(bytes, isLast === true);
  });
  stream.onmember = () => {
    sizeOfMember = 0;
  };
  return {
    push: (bytes, isLast = false) => {
      tail = [...tail, ...bytes.subarray(-smallestSize)].slice(-smallestSize);
      stream.push(bytes, isLast);
      if (!isLast) return;
      const size = new DataView(Uint8Array.from(tail).buffer);
      if (
        tail.length < smallestSize ||
        size.getUint32(smallestSize - 4, true) !== sizeOfMember % 2 ** 32
      )
        throw new Error("the end is missing");
    },
  };
}

/** The text in gzip bytes. Returns `broken` for damaged bytes, `too-large` as soon as there are more than `most` bytes. */
export function unzipped(
  bytes: Uint8Array,
  most: number,
): { readonly text: string } | "broken" | "too-large" {
  const read = inflated(bytes, most, createGunzip);
  return typeof read === "string" ? read : { text: strFromU8(read) };
}
