import { expect, test } from "vitest";
import { ClassTable, single } from "./describe.ts";

/** Items are words; each letter is the answer to one question. A test says its place and the letters it takes. */
function tableOf(items: readonly string[]): ClassTable<string, string> {
  return new ClassTable(
    items,
    [...(items[0] ?? "")].map((_, at) => ({
      of: (item: string) => item[at] ?? "",
      test: (answers: readonly string[]) => `${at}:${answers.join("")}`,
    })),
  );
}

test.each<[items: string, inside: string, formula: string[][]]>([
  ["aa ab ba bb", "aa ab", [["0:a"]]],
  ["aa ab ba bb", "aa ba", [["1:a"]]],
  ["aa ab ba bb", "aa", [["0:a", "1:a"]]],
  [
    "aa ab ba bb",
    "aa bb",
    [
      ["0:a", "1:a"],
      ["0:b", "1:b"],
    ],
  ],
  ["aa ab ba bb", "aa ab ba", [["1:a"], ["0:a"]]],
  ["aa ab ba bb", "aa ab ba bb", [[]]],
  ["aa ab ba bb", "", []],
  ["a b c", "a c", [["0:ac"]]],
  ["a b c", "b", [["0:b"]]],
  ["aa bb", "aa", [["1:a"]]],
  ["aa bb cc", "aa bb", [["1:ab"]]],
  [
    "aaa abb bab bbb aab",
    "aaa bbb aab",
    [
      ["0:b", "1:b"],
      ["0:a", "1:a"],
    ],
  ],
  ["aax abx bax bbx bby", "aax abx bby", [["0:a"], ["2:y"]]],
  [
    "aab aba baa abb bab",
    "aab baa abb",
    [
      ["0:a", "2:b"],
      ["1:a", "2:a"],
    ],
  ],
  [
    "aab aba baa bba abb bab aaa bbb",
    "aab aba baa bba abb bab",
    [
      ["1:a", "2:b"],
      ["1:b", "2:a"],
      ["0:b", "2:a"],
      ["0:a", "2:b"],
    ],
  ],
])("of %s the set %s is a short formula", (items, inside, formula) => {
  const table = tableOf(items.split(" "));
  const bits = table.where((item) => inside.split(" ").includes(item));
  expect(table.describe(bits)).toEqual(formula);
  expect(table.describe(bits)).toBe(table.describe(bits));
});

test("items with the same answers are one class, and its first one stands for all", () => {
  const table = tableOf(["a", "bx", "ay", "az"]);
  expect(table.size).toBe(2);
  expect(table.examples).toEqual(["a", "bx"]);
  expect(table.classes).toEqual([
    { answers: ["a"], items: ["a", "ay", "az"] },
    { answers: ["b"], items: ["bx"] },
  ]);
  expect(table.where((item) => item === "bx")).toBe(2n);
});

test("answers are kept apart: a and bc are not ab and c", () => {
  const table = new ClassTable(
    ["a bc", "ab c"],
    [0, 1].map((at) => ({ of: (item: string) => item.split(" ")[at] ?? "", test: () => at })),
  );
  expect(table.size).toBe(2);
});

test("one class as a set", () => {
  expect(single(2)).toBe(4n);
  expect(single(0)).toBe(1n);
  expect(single(undefined)).toBe(0n);
});
