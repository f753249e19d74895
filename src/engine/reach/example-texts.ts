import type { Budget } from "./budget.ts";
import type { Pattern, Token } from "./pattern.ts";

/** Characters that no policy is likely to hold, for what a wildcard takes. */
const freshLetters = "xqzjwvkXQZ_\u00a4\u2022";
const freshDigits = "9876543210";

/** A place in the search: the positions that the patterns are at, and the text that leads here. */
interface Reached {
  readonly positions: readonly number[];
  readonly text: string;
  /** Whether the text has a character that no pattern names: then it equals no text of a policy. */
  readonly isFresh: boolean;
}

/**
 * Texts that tell the patterns apart: for each set of patterns that some text fits, all others not, a shortest such text
 * and, if there is one, a shortest one with a character that no pattern names. With `form` only texts that fit it.
 * All patterns are walked at once from the start of the text (the subset construction of one automaton), shortest first.
 */
export function exampleTexts(
  patterns: readonly Pattern[],
  budget: Budget,
  form?: Pattern,
): readonly string[] {
  const all = form ? [form, ...patterns] : patterns;
  const automaton = joined(all);
  const letter = freshOf(all, freshLetters);
  const freshDigit = freshOf(all, freshDigits);
  const found = new Map<string, string>();
  const start: Reached = { positions: automaton.close(automaton.starts), text: "", isFresh: false };
  const known = new Set<string>([keyOf(start)]);
  const queue = [start];
  for (let at = 0; at < queue.length; at += 1) {
    const reached = queue[at] as Reached;
    const accepted = automaton.accepted(reached.positions);
    if (!form || accepted[0] === 0) {
      const key = `${accepted.join()}${reached.isFresh}`;
      if (!found.has(key)) found.set(key, reached.text);
    }
    for (const char of nextCharacters(
      automaton.tokensAt(reached.positions),
      letter,
      freshDigit ?? "0",
    )) {
      if (!budget.spend()) return [...found.values()];
      const positions = automaton.step(reached.positions, char);
      if (form && !positions.some((position) => position <= form.length)) continue;
      const isFresh = reached.isFresh || char === letter || char === freshDigit;
      const next = { positions, text: reached.text + char, isFresh };
      const key = keyOf(next);
      if (known.has(key)) continue;
      known.add(key);
      queue.push(next);
    }
  }
  return [...found.values()];
}

function keyOf({ positions, isFresh }: Reached): string {
  return `${positions.join()}${isFresh}`;
}

/** All patterns in one row; each has a place after its last token, which stands for "fits". */
function joined(patterns: readonly Pattern[]) {
  const tokens: (Token | undefined)[] = [];
  const starts: number[] = [];
  const ends: (number | undefined)[] = [];
  patterns.forEach((pattern, index) => {
    starts.push(tokens.length);
    tokens.push(...pattern, undefined);
    ends[tokens.length - 1] = index;
  });
  const marks = new Uint8Array(tokens.length);
  /** A run may take nothing: the place after it is reached too. */
  const close = (positions: readonly number[]): number[] => {
    const closed: number[] = [];
    for (const position of positions)
      for (let at = position; marks[at] === 0; at += 1) {
        marks[at] = 1;
        closed.push(at);
        if (tokens[at]?.kind !== "many") break;
      }
    for (const at of closed) marks[at] = 0;
    return closed.sort((one, other) => one - other);
  };
  return {
    starts,
    close,
    accepted: (positions: readonly number[]) => {
      const accepted: number[] = [];
      for (const position of positions) {
        const end = ends[position];
        if (end !== undefined) accepted.push(end);
      }
      return accepted;
    },
    tokensAt: (positions: readonly number[]) => {
      const found: Token[] = [];
      for (const position of positions) {
        const token = tokens[position];
        if (token) found.push(token);
      }
      return found;
    },
    step: (positions: readonly number[], char: string): number[] => {
      const next: number[] = [];
      for (const position of positions) {
        const token = tokens[position];
        if (token && takes(token, char)) next.push(token.kind === "many" ? position : position + 1);
      }
      return close(next);
    },
  };
}

function takes(token: Token, char: string): boolean {
  if (token.kind === "char")
    return (
      token.char === char ||
      (token.anyCase === true && token.char.toLowerCase() === char.toLowerCase())
    );
  if (token.digits && (char < "0" || char > "9")) return false;
  return !token.not?.includes(char);
}

/** The characters after which the patterns can differ: those that they name here, those that a wildcard refuses, a fresh one. */
function nextCharacters(
  tokens: readonly Token[],
  letter: string | undefined,
  digit: string,
): ReadonlySet<string> {
  const characters = new Set<string>();
  if (letter) characters.add(letter);
  for (const token of tokens) {
    if (token.kind === "char") {
      characters.add(token.char);
      if (token.anyCase) characters.add(otherCase(token.char));
    } else {
      for (const refused of token.not ?? "") characters.add(refused);
      if (token.digits) characters.add(digit);
    }
  }
  return characters;
}

/** A character in the other case; itself if it has none. */
export function otherCase(char: string): string {
  const lower = char.toLowerCase();
  return char === lower ? char.toUpperCase() : lower;
}

function freshOf(patterns: readonly Pattern[], choices: string): string | undefined {
  return [...choices].find((choice) => !isNamed(patterns, choice));
}

function isNamed(patterns: readonly Pattern[], char: string): boolean {
  const lower = char.toLowerCase();
  return patterns.some((pattern) =>
    pattern.some((token) => token.kind === "char" && token.char.toLowerCase() === lower),
  );
}
