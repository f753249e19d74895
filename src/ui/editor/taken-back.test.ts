import fc from "fast-check";
import { expect, it } from "vitest";
import { changesOf, placeOfChange, takenBack } from "./taken-back.ts";

const texts = fc
  .array(fc.constantFrom("{", '  "a"', '  "b"', "  1", "}"), { minLength: 1, maxLength: 12 })
  .map((lines) => lines.join("\n"));

it("taking back one change leaves the others; taking back each gives the first text", () => {
  fc.assert(
    fc.property(texts, texts, fc.nat(), (before, after, at) => {
      const changes = changesOf(before, after);
      const change = changes[at % Math.max(changes.length, 1)];
      if (!change) return expect(after).toBe(before);
      const left = takenBack(before, after, change);
      expect(changesOf(before, left).length).toBeLessThan(changes.length);
      let text = after;
      for (const each of changes.toReversed()) text = takenBack(before, text, each);
      expect(text).toBe(before);
    }),
  );
});

it.each([
  ["a\nb\nc", "a\nc", "removed after line 1"],
  ["a\nc", "a\nb\nc", "line 2"],
  ["a\nd", "a\nb\nc\nd", "lines 2 to 3"],
])("a change names its lines in the new text", (before, after, place) => {
  expect(changesOf(before, after).map(placeOfChange)).toEqual([place]);
});
