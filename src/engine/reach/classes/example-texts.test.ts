import { describe, expect, test } from "vitest";
import { readTemplate } from "../../authorizer/variables.ts";
import { Budget } from "../budget.ts";
import { exampleTexts, otherCase } from "./example-texts.ts";
import { arnPattern, globPattern, literalPattern, type Pattern, type Token } from "./pattern.ts";

const digit: Token = { kind: "one", digits: true };
const digits: Token = { kind: "many", digits: true };
const inPart: Token = { kind: "many", not: ":" };
const notSlash: Token = { kind: "one", not: "/" };
const anyCase = (text: string) => literalPattern(text, true);
const arn = (text: string) => arnPattern(readTemplate(text, false)) ?? [];
const globs = (...texts: string[]) => texts.map(globPattern);
const examples = (patterns: readonly Pattern[], forms?: readonly Pattern[], steps = 20_000) =>
  exampleTexts(patterns, new Budget(steps), forms);

/** Whether a text fits a pattern, by the definition of its tokens. */
function fits([token, ...rest]: Pattern, text: string): boolean {
  if (!token) return text === "";
  if (token.kind === "many" && fits(rest, text)) return true;
  const [char = "", ...others] = text;
  if (text === "" || !takes(token, char)) return false;
  return fits(token.kind === "many" ? [token, ...rest] : rest, others.join(""));
}
function takes(token: Token, char: string): boolean {
  if (token.kind !== "char")
    return !(token.digits && !/\d/.test(char)) && !token.not?.includes(char);
  return token.anyCase ? token.char.toLowerCase() === char.toLowerCase() : token.char === char;
}
const fitting = (patterns: readonly Pattern[], text: string) =>
  patterns.map((pattern) => (fits(pattern, text) ? 1 : 0)).join("");

/** Every text over an alphabet up to a length, shortest first. */
function everyText(alphabet: string, length: number): readonly string[] {
  const texts = [""];
  for (let at = 0; (texts[at] ?? "").length < length; at += 1)
    texts.push(...[...alphabet].map((char) => texts[at] + char));
  return texts;
}

const cases: [string, Pattern[], Pattern[] | undefined, string[]][] = [
  ["no pattern at all: a text and one with a letter that nothing names", [], undefined, ["", "x"]],
  ["one name", globs("ab"), undefined, ["", "x", "ab"]],
  ["two names that begin alike", globs("ab", "ac"), undefined, ["", "x", "ab", "ac"]],
  [
    "a beginning and an end",
    globs("a*", "*b"),
    undefined,
    ["", "x", "a", "b", "xb", "ax", "ab", "axb"],
  ],
  ["one character more", globs("a?", "a*", "?"), undefined, ["", "x", "a", "xx", "ax", "axx"]],
  [
    "a run between two names",
    globs("a*b", "a*c*b"),
    undefined,
    ["", "x", "ab", "axb", "acb", "axcb"],
  ],
  [
    "a name in any case, and as it is written",
    [anyCase("aB"), ...globs("ab", "a*")],
    undefined,
    ["", "x", "a", "ax", "ab", "aB", "Ab"],
  ],
  [
    "the same in any case, twice",
    [anyCase("ab"), anyCase("AB"), anyCase("ac")],
    undefined,
    ["", "x", "ab", "ac"],
  ],
  [
    "digits and letters",
    [[digit, digits], globPattern("1*"), globPattern("?a")],
    undefined,
    ["", "x", "1", "9", "xa", "1x", "19", "1a"],
  ],
  [
    "runs that stay within a part",
    [[inPart, ...globPattern(":a")], globPattern("*:a")],
    undefined,
    ["", "x", ":a", "x:a", "::a", "x::a"],
  ],
  [
    "one character that is no slash",
    [[notSlash], globPattern("?")],
    undefined,
    ["", "x", "/", "xx"],
  ],
  ["all that a form takes", globs("a*"), globs("?b"), ["xb", "ab"]],
  [
    "two forms that share texts",
    globs("a*"),
    globs("?", "*b"),
    ["x", "a", "b", "xb", "ab", "bb", "axb"],
  ],
  ["a form of digits", globs("1*", "*2"), [[digit, digit]], ["19", "12", "99", "92", "22"]],
  ["a form that takes no slash", globs("a/*", "a*"), [[notSlash, notSlash]], ["xx", "ax"]],
  ["a form in any case", globs("a*", "A*"), [anyCase("ab")], ["ab", "Ab"]],
  [
    "a form of named characters beside a wildcard",
    globs("a*", "b*"),
    globs("ab", "b?"),
    ["ab", "bx"],
  ],
  ["no form: no text", globs("a"), [], []],
];

describe("for each set of patterns that some text fits alone, a shortest one", () => {
  test.each(cases)("%s", (_name, patterns, forms, expected) => {
    const found = examples(patterns, forms);
    expect(found).toEqual(expected);
    const all = [...(forms ?? []), ...patterns];
    const shortest = new Map<string, number>();
    for (const text of everyText("abcAB12x:/", 3)) {
      const set = fitting(all, text);
      const counts = !forms || set.slice(0, forms.length).includes("1");
      if (counts && !shortest.has(set)) shortest.set(set, text.length);
    }
    for (const [set, length] of shortest)
      expect(found.find((text) => fitting(all, text) === set)?.length).toBe(length);
    for (const text of found.filter(({ length }) => length <= 3))
      expect(shortest.has(fitting(all, text))).toBe(true);
  });
});

describe("characters that no policy holds", () => {
  test("another letter stands for what a wildcard takes if a policy names the first", () => {
    expect(examples(globs("x*"))).toEqual(["", "q", "x", "xq"]);
    expect(examples(globs("xqzjwvk_*"))).toEqual(["", "\u00a4", "xqzjwvk_", "xqzjwvk_\u00a4"]);
    expect(examples([[...globPattern("9"), digits]])).toEqual(["", "x", "9", "98"]);
    expect(examples([[...globPattern("9876543210"), digit], [digit]])).toEqual([
      "",
      "x",
      "9",
      "98765432100",
    ]);
  });
  test("letters have another case", () => {
    expect(["a", "A", "1", "ß"].map(otherCase)).toEqual(["A", "a", "1", "SS"]);
  });
});

describe("ARNs", () => {
  test("a wildcard of one part takes no colon; the last part takes all", () => {
    expect(examples([arn("a:b:*:d:e:f*"), arn("a:b:c:d:e:*"), arn("*")])).toEqual([
      "",
      "x",
      ":::::",
      "x:::::",
      "a:b:c:d:e:",
      "a:b::d:e:f",
      "a:b:x:d:e:f",
      "a:b:c:d:e:x",
      "a:b:c:d:e:f",
      "a:b:c:d:e:fx",
    ]);
    expect(arnPattern(readTemplate("a:b:*:d", false))).toBe(undefined);
  });
});

test("out of steps: the texts that were found stand", () => {
  const counts = [0, 1, 2, 5, 10, 20, 40].map(
    (steps) => examples(globs("a*b", "*c?", "ab*"), undefined, steps).length,
  );
  expect(counts).toEqual([1, 1, 1, 2, 2, 3, 8]);
  const all = examples(globs("a*b", "*c?", "ab*"));
  expect(examples(globs("a*b", "*c?", "ab*"), undefined, 20)).toEqual(all.slice(0, counts[5]));
});
