/**
 * Whether a text is a Keyhole file: an object whose first member is `keyhole`, as Keyhole writes it. Only its beginning is
 * looked at, so that files past what is read here are known, too; whoever opens it reads it.
 */
export function isKeyholeFile(text: string): boolean {
  return /^\uFEFF?\s{0,100}\{\s{0,100}"keyhole"\s{0,100}:/.test(text.slice(0, 512));
}
