/** The longest fragment that a page opens. */
const maximumFragmentLength = 524_288;

/**
 * The fragment of a Keyhole link: of a whole address, or by itself. Only its shape is checked (version, preset,
 * payload): whoever opens it decodes it.
 */
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
 * Whether a text that is no link that can be opened was one: an address with a fragment that begins as ours do, whatever
 * mail or a chat made of the rest, or such a fragment alone on its line.
 */
export function isBrokenLink(text: string): boolean {
  return /^<?(?:https?:\/\/[^\s#<>]{1,2000}#[1-9]\d{0,5}\.|#?[1-9]\d{0,5}\.[a-z][a-z0-9-]{0,63}\.\S*>?$)/.test(
    text,
  );
}
