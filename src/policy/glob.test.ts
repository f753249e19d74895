import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { globMatches } from "./glob.ts";

/** The definition, character by character. */
function fits(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  const rest = pattern.slice(1);
  if (pattern[0] === "*") return fits(rest, text) || (text !== "" && fits(pattern, text.slice(1)));
  return text !== "" && (pattern[0] === "?" || pattern[0] === text[0]) && fits(rest, text.slice(1));
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

  test("cannot be made to run away", () => {
    expect(globMatches(`${"*a".repeat(200)}b`, "a".repeat(20_000))).toBe(false);
  });
});
