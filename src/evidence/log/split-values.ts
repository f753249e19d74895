import { maximumDocumentDepth } from "#policy";
import { eventNode, type NotedMember, type NotedNode } from "./noted-members.ts";

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
 * Text between them is passed over. At most one object is kept in memory. Reports with each object where its noted members
 * stand, in the order of the text; `undefined` if that is not certain: a name is written with an escape, or stands twice.
 */
export function createValueSplitter(
  onValue: (text: string, members: readonly NotedMember[] | undefined) => void,
): ValueSplitter {
  /** What is not read yet; the object under way begins at `start`. */
  let text = "";
  let start = 0;
  let at = 0;
  let depth = 0;
  let deepest = 0;
  let inString = false;
  let problem: string | undefined;
  let members: NotedMember[] = [];
  let isCertain = true;
  /** Of each object that is open, which of those with noted members it is. */
  let nodes: (NotedNode | undefined)[] = [];
  /** What the name before means. */
  let named: NotedNode | undefined;
  let stringStart = 0;
  /** The first backslash at or after the strings that were looked at. */
  let backslashAt = -1;

  const hasEscape = (from: number, end: number): boolean => {
    if (backslashAt < from) {
      backslashAt = text.indexOf("\\", from);
      if (backslashAt < 0) backslashAt = text.length;
    }
    return backslashAt < end;
  };

  /** Notes the string that ended before `at`, if it is a name or the value of a noted member. */
  const noteString = () => {
    const node = nodes[depth];
    if (!node) return;
    const end = at - 1;
    let next = at;
    while (isSpace(text.charCodeAt(next))) next += 1;
    if (next >= text.length) {
      // What follows is not there yet.
      isCertain = false;
      return;
    }
    const isName = text.charCodeAt(next) === colon;
    if (isName) {
      const start = stringStart;
      named = node.byLength[end - start]?.find(({ name }) => text.startsWith(name, start));
      if (!named && hasEscape(start, end)) isCertain = false;
      if (named && members.some(({ name }) => name === named?.noted)) isCertain = false;
      return;
    }
    const noted = named?.noted;
    named = undefined;
    if (noted === undefined) return;
    if (hasEscape(stringStart, end)) isCertain = false;
    members.push({ name: noted, start: stringStart - start, end: end - start });
  };

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
        members = [];
        isCertain = true;
        nodes = [undefined, eventNode];
        named = undefined;
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
    if (inString) {
      if (!endString()) return false;
      noteString();
    }
    inString = false;
    while (at < length) {
      const character = text.charCodeAt(at);
      at += 1;
      if (character === quote) {
        inString = true;
        stringStart = at;
        if (!endString()) return false;
        noteString();
        inString = false;
      } else if (character === brace || character === bracket) {
        depth += 1;
        if (depth <= maximumDocumentDepth) nodes[depth] = character === brace ? named : undefined;
        named = undefined;
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
      stringStart -= start;
      backslashAt = -1;
      start = 0;
      while (depth > 0 || begin(isLast)) {
        if (!finish()) {
          if (text.length - start > longestValue) problem = "One JSON object is over 20 MiB.";
          else if (isLast) problem = "The file ends inside an event.";
          return;
        }
        if (deepest > maximumDocumentDepth) problem = "An object is nested deeper than any event.";
        else onValue(text.slice(start, at), isCertain ? members : undefined);
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

const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

const quote = 0x22;
const colon = 0x3a;
const backslash = 0x5c;
const bracket = 0x5b;
const bracketEnd = 0x5d;
const brace = 0x7b;
const braceEnd = 0x7d;
