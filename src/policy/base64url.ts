const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const values = new Map([...alphabet].map((character, value) => [character, value]));

/** Bytes as base64url without padding (RFC 4648 §5), which a URL fragment may contain. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const characters = Math.min(bytes.length - at, 3) + 1;
    for (let index = 0; index < characters; index += 1)
      text += alphabet[(group >> (18 - 6 * index)) & 63];
  }
  return text;
}

/** The bytes of a base64url text, or `undefined` if the text is invalid or its unused bits are not zero. */
export function fromBase64Url(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let waiting = 0;
  let length = 0;
  for (const character of text) {
    const value = values.get(character);
    if (value === undefined) return undefined;
    waiting = ((waiting << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length] = waiting >> bits;
    length += 1;
  }
  const stray = waiting & ((1 << bits) - 1);
  return bits >= 6 || stray !== 0 ? undefined : bytes.subarray(0, length);
}
