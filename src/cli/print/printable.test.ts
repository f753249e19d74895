import { expect, it } from "vitest";
import { printable } from "./printable.ts";

it("replaces what could steer a terminal, in names too, and keeps all else as the same objects", () => {
  const plain = { text: "“é”\n\tok", list: [1, null, { a: true }] };
  expect(printable(plain)).toBe(plain);
  const clearing = "\u001b[2J";
  const steering = { plain, [clearing]: ["a\u202eb", clearing] };
  const shown = printable(steering);
  expect(shown).toEqual({ plain, "\uFFFD[2J": ["a\uFFFDb", "\uFFFD[2J"] });
  expect(shown.plain).toBe(plain);
  expect(steering[clearing]).toEqual(["a\u202eb", clearing]);
});
