import fc from "fast-check";
import { expect, test } from "vitest";
import { pieces } from "./example-text.tsx";

test("marks the given ranges and nothing else", () => {
  const cut = pieces("one two three", [
    { start: 8, end: 13 },
    { start: 4, end: 7 },
    { start: 5, end: 6 },
  ]);
  expect(cut.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join("")).toBe(
    "one [two] [three]",
  );
});

test("loses no character for any ranges", () => {
  const place = fc.record({ start: fc.nat(30), end: fc.nat(30) });
  fc.assert(
    fc.property(fc.string(), fc.array(place), (text, places) => {
      expect(
        pieces(text, places)
          .map((piece) => piece.text)
          .join(""),
      ).toBe(text);
    }),
  );
});
