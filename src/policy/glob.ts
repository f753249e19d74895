import { findSegment } from "./glob-search.ts";

/**
 * Whether `text` matches an IAM pattern: `*` matches any text, also an empty one; `?` matches exactly one character.
 * Case-sensitive. If some wildcards of the pattern are literal, `shape` is the pattern with another character in their
 * places.
 * Policy text never becomes a regular expression. Segments between two `*` are searched from left to right at their
 * first match, so the time is linear for every pattern. A value that is no text matches nothing.
 * Source: IAM User Guide, "IAM JSON policy elements: Resource" (wildcards).
 */
export function globMatches(pattern: string, text: string, shape: string = pattern): boolean {
  if (typeof pattern !== "string" || typeof text !== "string") return false;
  const first = shape.indexOf("*");
  const size = pattern.length;
  if (first < 0) return size === text.length && fitsAt(pattern, shape, 0, size, text, 0);
  const last = shape.lastIndexOf("*");
  const end = text.length - (size - last - 1);
  if (first > end || !fitsAt(pattern, shape, 0, first, text, 0)) return false;
  if (!fitsAt(pattern, shape, last + 1, size, text, end)) return false;
  return first === last || middleFits(pattern, shape, first, last, text, end);
}

/** Whether the segments between the first and the last `*` occur in order in the text before `end`. */
function middleFits(
  pattern: string,
  shape: string,
  first: number,
  last: number,
  text: string,
  end: number,
): boolean {
  const hasQuestions = shape.includes("?");
  let from = first;
  let open = first;
  while (open < last) {
    const close = shape.indexOf("*", open + 1);
    if (close > open + 1) {
      const segment = pattern.slice(open + 1, close);
      const wildcards = hasQuestions ? shape.slice(open + 1, close) : "";
      const found = findSegment(segment, wildcards, text, from);
      if (found < 0 || found + segment.length > end) return false;
      from = found + segment.length;
    }
    open = close;
  }
  return true;
}

/** Whether a part of the pattern without `*` matches the text at an index. */
function fitsAt(
  pattern: string,
  shape: string,
  from: number,
  to: number,
  text: string,
  at: number,
): boolean {
  for (let index = from; index < to; index += 1) {
    const same = pattern.charCodeAt(index) === text.charCodeAt(at + index - from);
    if (!same && shape.charCodeAt(index) !== questionMark) return false;
  }
  return true;
}

const questionMark = "?".charCodeAt(0);

/** Whether a pattern has a wildcard. */
export function hasWildcard(pattern: string): boolean {
  return typeof pattern === "string" && (pattern.includes("*") || pattern.includes("?"));
}
