import { globMatches, hasWildcard } from "#policy";

/**
 * Whether every text that fits the pattern `narrow` also fits `wide`, checked by their wildcards: `*` is any run of
 * characters, `?` exactly one.
 */
export function patternCovers(wide: string, narrow: string): boolean {
  if (wide === "*" || wide === narrow) return true;
  if (!hasWildcard(wide)) return false;
  if (!hasWildcard(narrow)) return globMatches(wide, narrow);
  for (let at = 0; isPlain(wide[at]); at += 1) if (wide[at] !== narrow[at]) return false;
  for (let back = 1; isPlain(wide.at(-back)); back += 1)
    if (wide.at(-back) !== narrow.at(-back)) return false;
  return reaches(
    wide,
    narrow,
    (one, other) => one === other || (one === "?" && other !== "*"),
    false,
  );
}

/** Whether some text fits both patterns. */
export function patternsOverlap(one: string, other: string): boolean {
  if (one === "*" || other === "*" || one === other) return true;
  if (!hasWildcard(one)) return hasWildcard(other) && globMatches(other, one);
  if (!hasWildcard(other)) return globMatches(one, other);
  for (let at = 0; isPlain(one[at]) && isPlain(other[at]); at += 1)
    if (one[at] !== other[at]) return false;
  for (let back = 1; isPlain(one.at(-back)) && isPlain(other.at(-back)); back += 1)
    if (one.at(-back) !== other.at(-back)) return false;
  return reaches(one, other, (a, b) => a === b || a === "?" || b === "?", true);
}

const isPlain = (character: string | undefined) =>
  character !== undefined && character !== "*" && character !== "?";

/** Patterns longer than any real one are not compared: they may overlap, and nobody says that one covers the other. */
const mostSteps = 1_000_000;

/** Walks both patterns together, row by row; `both` lets the stars of either side stand for characters of the other. */
function reaches(
  one: string,
  other: string,
  same: (a: string, b: string) => boolean,
  both: boolean,
): boolean {
  if (one.length * other.length > mostSteps) return both;
  let row: boolean[] = [];
  for (let i = 0; i <= one.length; i += 1) {
    const next: boolean[] = [];
    for (let j = 0; j <= other.length; j += 1) {
      const a = one[i - 1];
      const b = other[j - 1];
      let reached = i === 0 && j === 0;
      if (a === "*") reached ||= (row[j] ?? false) || (j > 0 && (next[j - 1] ?? false));
      if (both && b === "*") reached ||= (next[j - 1] ?? false) || (i > 0 && (row[j] ?? false));
      if (a !== undefined && b !== undefined && a !== "*" && !(both && b === "*"))
        reached ||= (row[j - 1] ?? false) && same(a, b);
      next.push(reached);
    }
    row = next;
  }
  return row[other.length] ?? false;
}

/** A pattern in which variables (`${…}`) are what they may become: any text. */
export function variablesAsWildcards(text: string): string {
  let result = "";
  let at = 0;
  for (;;) {
    const open = text.indexOf("${", at);
    const close = open < 0 ? -1 : text.indexOf("}", open);
    if (close < 0) return result + text.slice(at);
    result += `${text.slice(at, open)}*`;
    at = close + 1;
  }
}

/** Whether a value stands for itself only: no wildcard, no variable. */
export function isExact(text: string): boolean {
  return !text.includes("*") && !text.includes("?") && !text.includes("${");
}

/** The number of single-character changes between two texts, swaps of neighbours counted as one, up to `limit`. */
export function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[other.length] ?? limit + 1;
}

/** The candidate that a misspelt text is nearest to, compared without case; nothing where none is near. */
export function nearest(text: string, candidates: readonly string[]): string | undefined {
  const lowerCase = text.toLowerCase();
  let limit = Math.max(1, Math.floor(lowerCase.length / 4));
  let best: string | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(lowerCase, candidate.toLowerCase(), limit);
    if (distance > limit || (best !== undefined && distance === limit)) continue;
    best = candidate;
    limit = distance;
  }
  return best;
}
