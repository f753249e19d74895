/**
 * The index of the first bracket of a JSON text that exceeds `most` levels, or -1. For a text that is not JSON the
 * index means nothing.
 */
export function placeDeeperThan(text: string, most: number): number {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString && character === "\\") at += 1;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    if (depth > most) return at;
  }
  return -1;
}

/** Whether a JSON text nests deeper than `most` levels. */
export function isDeeperThan(text: string, most: number): boolean {
  return placeDeeperThan(text, most) >= 0;
}
