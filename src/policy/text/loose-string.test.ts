import { expect, it } from "vitest";
import { readJoinedStrings } from "./loose-string.ts";

it.each([
  ["on one line", `'{' + "}"`, "{}"],
  ["over lines", `'{' +\r\n  '"a":1' +\n\t'}' + 1`, '{"a":1}'],
  ["before a plus and an empty line", `'{' +\n\n'}'`, "{"],
  ["before a plus and 100,000 spaces that no string follows", `'{' +${" ".repeat(100_000)}x`, "{"],
])("reads the strings that JavaScript joins: %s", (_, text, value) => {
  expect(readJoinedStrings(text, 0)?.value).toBe(value);
});
