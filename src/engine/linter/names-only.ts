import type { ServiceReference } from "#policy/services/core";

/** What stands before the first colon of a string. No escape but this one can write a letter, a digit, `-` or `:`. */
const stringBeginning = /"([^"\\:]{0,64}):/g;
const letterEscape = "\\u";

/**
 * Whether a document names only services that a reference covers, so that a linter with that reference finds all there
 * is to find. The rules ask about the service of an action and the prefix of a condition key; both begin a JSON string.
 * Looks at the text alone, and says no where it is not sure.
 */
export function namesOnly(services: ServiceReference, text: string): boolean {
  if (typeof text !== "string" || text.includes(letterEscape)) return false;
  for (const [, prefix = ""] of text.matchAll(stringBeginning))
    if (!services.covers(prefix)) return false;
  return true;
}
