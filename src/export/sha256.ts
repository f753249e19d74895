/**
 * The SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits: what `shasum -a 256` says of a file with this text.
 * The browser's own digest answers later, and an export must not wait. Source: FIPS 180-4, sections 5 and 6.2.
 */
export function sha256Of(text: string): string {
  const message = padded(text);
  const state = [...initialState];
  const words = new Uint32Array(64);
  for (let at = 0; at < message.length; at += 16) {
    words.set(message.subarray(at, at + 16));
    for (let index = 16; index < 64; index += 1) {
      const [early, late] = [words[index - 15] ?? 0, words[index - 2] ?? 0];
      const mixed =
        (rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3)) +
        (rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10));
      words[index] = (words[index - 16] ?? 0) + (words[index - 7] ?? 0) + mixed;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let index = 0; index < 64; index += 1) {
      const choice = (e & f) ^ (~e & g);
      const first =
        h +
        (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) +
        choice +
        (constants[index] ?? 0) +
        (words[index] ?? 0);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + majority;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    for (const [index, value] of [a, b, c, d, e, f, g, h].entries())
      state[index] = ((state[index] ?? 0) + value) | 0;
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

function rotated(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** The text's bytes in words of 32 bits, with the end mark and the length in bits. */
function padded(text: string): Uint32Array {
  const bytes = utf8Of(text);
  const words = new Uint32Array((((bytes.length + 8) >> 6) + 1) * 16);
  for (const [index, byte] of bytes.entries()) set(words, index, byte);
  set(words, bytes.length, 0x80);
  words[words.length - 1] = bytes.length * 8;
  return words;
}

function set(words: Uint32Array, at: number, byte: number): void {
  words[at >> 2] = (words[at >> 2] ?? 0) | (byte << (24 - 8 * (at & 3)));
}

/** Half a character counts as U+FFFD, as a file would have it. */
function utf8Of(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const point = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
    const rest = (by: number) => 0x80 | ((point >> by) & 0x3f);
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), rest(0));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), rest(6), rest(0));
    else bytes.push(0xf0 | (point >> 18), rest(12), rest(6), rest(0));
  }
  return bytes;
}

/** The first 32 bits of the fractional parts of a power of the first primes, without floating-point error. */
function fractionsOf(count: number, power: 2n | 3n): readonly number[] {
  return primes
    .slice(0, count)
    .map((prime) => Number(root(prime << (32n * power), power) & 0xffffffffn));
}

/** The whole part of the root. */
function root(value: bigint, power: 2n | 3n): bigint {
  let [low, high] = [0n, 1n << 40n];
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** power <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

const primes = Array.from({ length: 312 }, (_, number) => number)
  .filter((number) => number > 1 && !smallDivisors(number))
  .map(BigInt);

function smallDivisors(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor += 1)
    if (number % divisor === 0) return true;
  return false;
}

const initialState = fractionsOf(8, 2n);
const constants = fractionsOf(64, 3n);
