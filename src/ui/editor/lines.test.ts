import fc from "fast-check";
import { expect, it } from "vitest";
import { lineChanges } from "./lines.ts";

const text = fc.array(fc.constantFrom("{", "}", '"Sid": "A",', '"Sid": "B",'), { maxLength: 12 });

it("the changes turn the old text into the new one, and touch nothing else", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const result = [...before];
      for (const { from, to, newFrom, newTo } of lineChanges(before, after).reverse())
        result.splice(from, to - from, ...after.slice(newFrom, newTo));
      expect(result).toEqual(after);
    }),
  );
});

it("two changes far apart stay two changes", () => {
  const before = ["{", "old account", "a", "b", "c", "old region", "}"];
  const after = ["{", "new account", "a", "b", "c", "new region", "and more", "}"];
  expect(lineChanges(before, after)).toEqual([
    { from: 1, to: 2, newFrom: 1, newTo: 2 },
    { from: 5, to: 6, newFrom: 5, newTo: 7 },
  ]);
});

it("texts of two thousand lines with nothing in common are one change", () => {
  const before = Array.from({ length: 2_000 }, (_, line) => `old ${line}`);
  const after = before.map((line) => `${line} new`);
  expect(lineChanges(before, after)).toEqual([{ from: 0, to: 2_000, newFrom: 0, newTo: 2_000 }]);
});
