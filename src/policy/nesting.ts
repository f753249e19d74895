/**
 * The index of the first bracket outside strings, from `from` on, after which the depth is one that is looked for; -1 if
 * there is none. `from` has the depth 0. For a text that is not JSON the index means nothing.
 */
export function bracketWhere(text: string, from: number, isIt: (depth: number) => boolean): number {
  let depth = 0;
  let inString = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (inString && character === "\\") at += 1;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    else continue;
    if (isIt(depth)) return at;
  }
  return -1;
}

/**
 * The index of the first bracket of a JSON text that exceeds `most` levels, or -1. For a text that is not JSON the
 * index means nothing.
 */
export function placeDeeperThan(text: string, most: number): number {
  return bracketWhere(text, 0, (depth) => depth > most);
}

/** Whether a JSON text nests deeper than `most` levels. */
export function isDeeperThan(text: string, most: number): boolean {
  return placeDeeperThan(text, most) >= 0;
}
