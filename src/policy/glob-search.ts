/**
 * The JavaScript engine's search is linear up to this length. Its faster algorithms for longer texts have slow worst
 * cases.
 */
const longestPlain = 200;

/**
 * The first index, from `from` on, where a segment of a pattern occurs in a text, or -1. `shape` is the segment with
 * `?` at each place that matches any character.
 */
export function findSegment(segment: string, shape: string, text: string, from: number): number {
  if (segment.length > text.length - from) return -1;
  if (shape.includes("?")) return findWithWildcards(segment, shape, text, from);
  return segment.length <= longestPlain
    ? text.indexOf(segment, from)
    : findLong(segment, text, from);
}

/** Searches with the algorithm of Knuth, Morris and Pratt: linear in both lengths, for any text. */
function findLong(segment: string, text: string, from: number): number {
  const borders = new Int32Array(segment.length);
  let border = 0;
  for (let at = 1; at < segment.length; at += 1) {
    while (border > 0 && segment.charCodeAt(at) !== segment.charCodeAt(border))
      border = borders[border - 1] ?? 0;
    if (segment.charCodeAt(at) === segment.charCodeAt(border)) border += 1;
    borders[at] = border;
  }
  let fitting = 0;
  for (let at = from; at < text.length; at += 1) {
    while (fitting > 0 && text.charCodeAt(at) !== segment.charCodeAt(fitting))
      fitting = borders[fitting - 1] ?? 0;
    if (text.charCodeAt(at) === segment.charCodeAt(fitting)) fitting += 1;
    if (fitting === segment.length) return at - segment.length + 1;
  }
  return -1;
}

/** Searches in windows, each twice as wide as the one before, so that an early match is cheap. */
function findWithWildcards(segment: string, shape: string, text: string, from: number): number {
  const beyond = text.length - segment.length + 1;
  for (let start = from, width = 64; start < beyond; start += width, width *= 2) {
    const places = fittingPlaces(segment, shape, text, start, Math.min(width, beyond - start));
    const found = places?.indexOf(1) ?? -1;
    if (found >= 0) return start + found;
  }
  return -1;
}

/**
 * For each index from `start` on, 1 if the segment matches there; `undefined` if it matches nowhere. Compares 32
 * characters of the segment at once, one bit each (Baeza-Yates and Gonnet's "shift-and").
 */
function fittingPlaces(
  segment: string,
  shape: string,
  text: string,
  start: number,
  count: number,
): Uint8Array | undefined {
  const places = new Uint8Array(count).fill(1);
  for (let block = 0; block < segment.length; block += 32) {
    const size = Math.min(32, segment.length - block);
    const { anyCharacter, bitsOf } = readBlock(segment, shape, block, size);
    const whole = 1 << (size - 1);
    let fitting = 0;
    let left = 0;
    for (let at = 0; at < count + size - 1; at += 1) {
      const bits = bitsOf.get(text.charCodeAt(start + block + at)) ?? 0;
      fitting = ((fitting << 1) | 1) & (bits | anyCharacter);
      const place = at - size + 1;
      if (place < 0) continue;
      if ((fitting & whole) === 0) places[place] = 0;
      else left += places[place] ?? 0;
    }
    if (left === 0) return undefined;
  }
  return places;
}

/** For each character of a block of the segment, the bits of its positions. */
function readBlock(segment: string, shape: string, block: number, size: number) {
  const bitsOf = new Map<number, number>();
  let anyCharacter = 0;
  for (let at = 0; at < size; at += 1) {
    const code = segment.charCodeAt(block + at);
    if (shape[block + at] === "?") anyCharacter |= 1 << at;
    else bitsOf.set(code, (bitsOf.get(code) ?? 0) | (1 << at));
  }
  return { anyCharacter, bitsOf };
}
