import { maximumDocumentDepth } from "#policy";

/** A JSON object that is longer is no event, and no batch of events that AWS sends. */
const longestValue = 20 * 1_048_576;

/** Lists of events that AWS's files and commands begin with: their items are read one by one. */
const listOfEvents = /^\{\s*"(?:Records|records|Events|events|logEvents)"\s*:\s*\[/;
const longestHead = 64;

/** Finds the JSON objects in a text that arrives in pieces. */
export interface ValueSplitter {
  /** Reports each object that ends in this piece. */
  readonly push: (text: string, isLast: boolean) => void;
  /** Why a part of the text was not read; `undefined` if all was. */
  readonly problem: () => string | undefined;
}

/**
 * Splits the text of a log into its outermost objects: lines of JSON, or the items of `Records`, however long that list is.
 * Text between them is passed over. At most one object is kept in memory.
 */
export function createValueSplitter(onValue: (text: string) => void): ValueSplitter {
  /** What is not read yet; the object under way begins at `start`. */
  let text = "";
  let start = 0;
  let at = 0;
  let depth = 0;
  let deepest = 0;
  let inString = false;
  let problem: string | undefined;

  /** Moves to the next object. Returns whether one begins. */
  const begin = (isLast: boolean): boolean => {
    for (;;) {
      start = text.indexOf("{", at);
      if (start < 0) {
        start = text.length;
        at = start;
        return false;
      }
      at = start;
      const head = text.slice(start, start + longestHead);
      if (head.length < longestHead && !isLast) return false;
      const list = listOfEvents.exec(head);
      if (!list) {
        at = start + 1;
        depth = 1;
        deepest = 1;
        return true;
      }
      at = start + list[0].length;
    }
  };

  /** Moves behind the string under way. Returns whether it ends. */
  const endString = (): boolean => {
    for (;;) {
      const end = text.indexOf('"', at);
      if (end < 0) {
        // Only the backslashes before the end of this piece matter for the next one.
        const escapes = backslashesBefore(text, text.length, at);
        at = text.length - (escapes % 2);
        return false;
      }
      const isEscaped = backslashesBefore(text, end, at) % 2 === 1;
      at = end + 1;
      if (!isEscaped) return true;
    }
  };

  /** Moves behind the object that began. Returns whether it ends. */
  const finish = (): boolean => {
    const { length } = text;
    if (inString && !endString()) return false;
    inString = false;
    while (at < length) {
      const character = text.charCodeAt(at);
      at += 1;
      if (character === quote) {
        inString = true;
        if (!endString()) return false;
        inString = false;
      } else if (character === brace || character === bracket) {
        depth += 1;
        if (depth > deepest) deepest = depth;
      } else if (character === braceEnd || character === bracketEnd) {
        depth -= 1;
        if (depth === 0) return true;
      }
    }
    return false;
  };

  return {
    problem: () => problem,
    push: (more, isLast) => {
      if (problem !== undefined) return;
      text = text.slice(start) + more;
      at -= start;
      start = 0;
      while (depth > 0 || begin(isLast)) {
        if (!finish()) {
          if (text.length - start > longestValue) problem = "One JSON object is over 20 MiB.";
          else if (isLast) problem = "The file ends inside an event.";
          return;
        }
        if (deepest > maximumDocumentDepth) problem = "An object is nested deeper than any event.";
        else onValue(text.slice(start, at));
        if (problem !== undefined) return;
        start = at;
      }
    },
  };
}

/** How many backslashes stand directly before an index, back to `from`. */
function backslashesBefore(text: string, index: number, from: number): number {
  let first = index;
  while (first > from && text.charCodeAt(first - 1) === backslash) first -= 1;
  return index - first;
}

const quote = 0x22;
const backslash = 0x5c;
const bracket = 0x5b;
const bracketEnd = 0x5d;
const brace = 0x7b;
const braceEnd = 0x7d;
