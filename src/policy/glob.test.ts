import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { globMatches, hasWildcard } from "./glob.ts";

/** The definition, one character of the pattern after the other: where in the text what was read so far may end. */
function fits(pattern: string, text: string, shape = pattern): boolean {
  let ends = new Set([0]);
  for (const [at, wildcard] of [...shape].entries()) {
    const next = new Set<number>();
    for (const end of ends) {
      if (wildcard === "*") for (let to = end; to <= text.length; to += 1) next.add(to);
      else if (end < text.length && (wildcard === "?" || pattern[at] === text[end]))
        next.add(end + 1);
    }
    ends = next;
  }
  return ends.has(text.length);
}

describe("an IAM pattern", () => {
  test.each([
    ["kms:*", "kms:Decrypt", true],
    ["kms:ReEncrypt*", "kms:ReEncryptFrom", true],
    ["kms:ReEncrypt*", "kms:ReEncrypt", true],
    ["kms:Decrypt", "kms:decrypt", false],
    ["alias/a?", "alias/a", false],
    ["a.c", "abc", false],
    ["[a-z]*", "abc", false],
  ])("%s fits %s: %s", (pattern, text, expected) => {
    expect(globMatches(pattern, text)).toBe(expected);
  });

  test("means what its definition says", () => {
    const piece = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", "."), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*", "."), maxLength: 10 });
    fc.assert(
      fc.property(piece, text, (pattern, subject) => {
        expect(globMatches(pattern, subject)).toBe(fits(pattern, subject));
      }),
      { numRuns: 2_000 },
    );
  });

  test("means the same where it is long", () => {
    const run = fc
      .tuple(
        fc.constantFrom("a", "ab", "aab", "a?", "?", "b", "é"),
        fc.integer({ min: 1, max: 90 }),
      )
      .map(([unit, times]) => unit.repeat(times));
    const long = (...extra: string[]) =>
      fc
        .array(fc.oneof(run, fc.constantFrom("*", "a", "b", ...extra)), { maxLength: 9 })
        .map((runs) => runs.join(""));
    fc.assert(
      fc.property(long("?"), long(), (pattern, text) => {
        expect(globMatches(pattern, text)).toBe(fits(pattern, text));
        const stretched = pattern.replaceAll("*", text.slice(3, 40)).replaceAll("?", "a");
        expect(globMatches(pattern, stretched)).toBe(fits(pattern, stretched));
      }),
      { numRuns: 300 },
    );
  });

  test("is told apart from text that looks like it by its shape", () => {
    expect(globMatches("a*?b*", "a*?bc", "a==b*")).toBe(true);
    expect(globMatches("a*?b*", "axxbc", "a==b*")).toBe(false);
    const piece = fc.array(fc.tuple(fc.constantFrom("a", "b", "*", "?"), fc.boolean()), {
      maxLength: 8,
    });
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 10 });
    fc.assert(
      fc.property(piece, text, (pieces, subject) => {
        const pattern = pieces.map(([character]) => character).join("");
        const shape = pieces.map(([character, literal]) => (literal ? "=" : character)).join("");
        expect(globMatches(pattern, subject, shape)).toBe(fits(pattern, subject, shape));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each<[string, string, string]>([
    ["a long end", `*${"a".repeat(30_000)}b`, "a".repeat(60_000)],
    ["a long middle", `*${"a".repeat(30_000)}b*`, "a".repeat(60_000)],
    ["a long middle with its stranger in front", `*b${"a".repeat(30_000)}*`, "a".repeat(60_000)],
    ["many short middles", `${"*a".repeat(200)}b*`, "a".repeat(20_000)],
    ["many short middles with any character", `${"*?a".repeat(20_000)}*b*`, "a".repeat(60_000)],
    [
      "a middle of any characters",
      `*${"a".repeat(5_000)}?${"a".repeat(5_000)}b*`,
      "a".repeat(20_000),
    ],
    ["a document of nothing but stars", "*".repeat(1_000_000), "a".repeat(60_000)],
  ])(
    "cannot be made to run away: %s",
    (_, pattern, text) => {
      expect(globMatches(pattern, text)).toBe(/^\*+$/.test(pattern));
    },
    1_500,
  );

  test("is nothing where there is no text", () => {
    const nothing = undefined as unknown as string;
    expect(globMatches(nothing, "a")).toBe(false);
    expect(globMatches("*", nothing)).toBe(false);
    expect(hasWildcard(nothing)).toBe(false);
  });
});
