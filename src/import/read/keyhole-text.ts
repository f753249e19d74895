/** The longest fragment that the page opens. */
const maximumFragmentLength = 524_288;

/** The fragment of a Keyhole link, from a whole URL or on its own. Checks only its shape (version, preset, payload). */
export function linkFragment(text: string): string | undefined {
  const address = /^<?(?:https?:\/\/[^\s#<>]{1,2000})?#?([^\s#<>]+)>?$/.exec(
    text.slice(0, maximumFragmentLength + 2_100),
  );
  const fragment = address?.[1] ?? "";
  if (fragment.length > maximumFragmentLength) return undefined;
  return /^[1-9]\d{0,5}\.[a-z][a-z0-9-]{0,63}(?:\.[A-Za-z0-9_-]+)?$/.test(fragment)
    ? fragment
    : undefined;
}

/**
 * Whether a text is a damaged Keyhole link: a URL with a Keyhole fragment that mail or chat changed, or the fragment
 * alone on its line.
 */
export function isBrokenLink(text: string): boolean {
  return /^<?(?:https?:\/\/[^\s#<>]{1,2000}#[1-9]\d{0,5}\.|#?[1-9]\d{0,5}\.[a-z][a-z0-9-]{0,63}\.\S*>?$)/.test(
    text,
  );
}

/**
 * Whether a text is a Keyhole file: an object whose first member is `keyhole`. Reads only the beginning, so that files
 * over the limit of this folder are recognised too.
 */
export function isKeyholeFile(text: string): boolean {
  return /^\uFEFF?\s{0,100}\{\s{0,100}"keyhole"\s{0,100}:/.test(text.slice(0, 512));
}
