import { expect, test } from "vitest";
import { createBoundedTexts } from "./bounded-texts.ts";

test("texts that would be too much are not kept; those before them stay", () => {
  const texts = createBoundedTexts<number>({ texts: 3, characters: 10 });
  const given = ["123456", "abcde", "wxy", "", "z"];
  for (const [value, text] of given.entries()) texts.keep(text, value);
  expect(given.map(texts.get)).toEqual([0, undefined, 2, 3, undefined]);
});
