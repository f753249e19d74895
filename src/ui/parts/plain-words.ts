/**
 * A message without its backticks, for places that cannot show code (compare `Worded`). A name that is empty or contains
 * spaces gets quotation marks, so that its end is visible.
 */
export function plainWords(sentence: string): string {
  return sentence.replaceAll(/`([^`]*)`/g, (_, name: string) =>
    /^\S+$/.test(name) ? name : `“${name}”`,
  );
}
