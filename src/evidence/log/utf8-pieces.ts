import { strFromU8 } from "fflate";

/** Takes the next bytes; `isLast` with the last ones, which may be none. Throws if the last character is cut. */
export type Utf8Pieces = (bytes: Uint8Array, isLast: boolean) => void;

/**
 * Decodes UTF-8 that arrives in pieces, each up to its last whole character. Not by a decoder that keeps the rest itself: of
 * those, some make strings of two bytes for each character, which are slow to search, to parse and to compare.
 */
export function createUtf8Pieces(onText: (text: string, isLast: boolean) => void): Utf8Pieces {
  let rest: Uint8Array = new Uint8Array();
  let isFirst = true;
  return (piece, isLast) => {
    const bytes = rest.length === 0 ? piece : joined(rest, piece);
    const whole = wholeCharacters(bytes);
    rest = bytes.slice(whole);
    if (isLast && rest.length > 0) throw new Error("the last character is cut");
    // A decoder takes these three bytes for a byte order mark wherever a piece begins.
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    const mark = hasMark && !isFirst ? "\ufeff" : "";
    isFirst = isFirst && whole === 0;
    onText(mark + strFromU8(bytes.subarray(hasMark ? 3 : 0, whole)), isLast);
  };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** How many bytes there are up to the last whole character. Source: RFC 3629, section 3. */
function wholeCharacters(bytes: Uint8Array): number {
  const { length } = bytes;
  for (let at = length - 1; at >= Math.max(0, length - 3); at -= 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) return length;
    if (byte < 0xc0) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length - at < size ? at : length;
  }
  return length;
}
