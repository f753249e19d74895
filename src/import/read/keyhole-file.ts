/**
 * Whether a text is a Keyhole file: an object whose first member is `keyhole`. Reads only the beginning, so that files
 * over the limit of this folder are recognised too.
 */
export function isKeyholeFile(text: string): boolean {
  return /^\uFEFF?\s{0,100}\{\s{0,100}"keyhole"\s{0,100}:/.test(text.slice(0, 512));
}
