/**
 * A sentence of ours for a place that shows text only: names stand between backticks elsewhere (see `Worded`). What has
 * spaces, or is empty, gets quotation marks, so that one sees where it ends.
 */
export function plainWords(sentence: string): string {
  return sentence.replaceAll(/`([^`]*)`/g, (_, name: string) =>
    /^\S+$/.test(name) ? name : `“${name}”`,
  );
}
