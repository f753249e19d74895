import { deflateSync, Inflate, strFromU8, strToU8 } from "fflate";
import { inflated } from "#policy";
import { dictionary } from "./dictionary.ts";
import { maximumPayloadSize } from "./shared-state.ts";

/** Compresses a text: three bytes of checksum, then the text deflated with the dictionary. */
export function pack(text: string): Uint8Array {
  return sealed(deflateSync(strToU8(text), { level: 9, mem: 4, dictionary: dictionaryBytes() }));
}

/** Bytes with their checksum in front. */
export function sealed(body: Uint8Array): Uint8Array {
  const packed = new Uint8Array(checksumSize + body.length);
  packed.set(checksum(body), 0);
  packed.set(body, checksumSize);
  return packed;
}

/**
 * Decompresses the bytes of `pack`. Returns `broken` if they are damaged, and `too-large` as soon as the output exceeds
 * `maximumPayloadSize` bytes.
 */
export function unpack(packed: Uint8Array): { readonly text: string } | "broken" | "too-large" {
  const body = packed.subarray(checksumSize);
  const expected = checksum(body);
  if (body.length === 0 || expected.some((byte, index) => byte !== packed[index])) return "broken";
  const read = inflated(
    body,
    maximumPayloadSize,
    (take) => new Inflate({ dictionary: dictionaryBytes() }, take),
  );
  return typeof read === "string" ? read : { text: strFromU8(read) };
}

const checksumSize = 3;

/** FNV-1a, folded to 24 bits. It detects a link that was cut or mistyped. */
function checksum(bytes: Uint8Array): Uint8Array {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  const folded = (hash >>> 24) ^ (hash & 0xffffff);
  return Uint8Array.of(folded >>> 16, folded >>> 8, folded);
}

function dictionaryBytes(): Uint8Array {
  return strToU8(dictionary);
}
