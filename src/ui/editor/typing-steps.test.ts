import { expect, test } from "vitest";
import { nextStep, type TextChange, type TypingStep } from "./typing-steps.ts";

const typed = (at: number, text: string): TextChange[] =>
  [...text].map((character, index) => ({
    rangeOffset: at + index,
    rangeLength: 0,
    text: character,
  }));
const replaced = (at: number, length: number, text = ""): TextChange => ({
  rangeOffset: at,
  rangeLength: length,
  text,
});

/** How many changes each step has, in order. */
function steps(changes: readonly (TextChange | readonly TextChange[])[]): readonly number[] {
  const counts = new Map<number, number>();
  let last: TypingStep | undefined;
  for (const change of changes) {
    last = nextStep(last, "text" in change ? [change] : change);
    counts.set(last.number, (counts.get(last.number) ?? 0) + 1);
  }
  return [...counts.values()];
}

test.each<[string, readonly (TextChange | readonly TextChange[])[], readonly number[]]>([
  ["a word is one step", typed(5, "kms:Decrypt"), [11]],
  ["a second word is a step with the space before it", typed(0, "ab cd"), [2, 3]],
  ["white space at first belongs to the word after it", typed(0, "  ab"), [4]],
  ["a line break begins a step", typed(0, "ab\n\ncd"), [2, 1, 3]],
  ["typing elsewhere begins a step", [...typed(0, "ab"), ...typed(9, "cd")], [2, 2]],
  ["backspace after backspace is one step", [replaced(4, 1), replaced(3, 1), replaced(2, 1)], [3]],
  ["delete after delete is one step", [replaced(4, 1), replaced(4, 1)], [2]],
  ["deleting after typing begins a step", [...typed(0, "ab"), replaced(1, 1)], [2, 1]],
  ["typing after deleting begins a step", [replaced(1, 1), ...typed(1, "x")], [1, 1]],
  ["a paste is a step", [...typed(0, "a"), replaced(1, 0, "bcd"), ...typed(4, "e")], [1, 1, 1]],
  ["a paste after a paste is a step", [replaced(0, 0, "ab"), replaced(2, 0, "ab")], [1, 1]],
  ["a replacement is a step", [...typed(0, "km"), replaced(0, 2, "kms:Decrypt")], [2, 1]],
  ["a deleted selection is a step", [replaced(9, 1), replaced(4, 5)], [1, 1]],
  [
    "several cursors type a step each time",
    [[...typed(0, "a"), ...typed(7, "a")], typed(1, "b")],
    [1, 1],
  ],
  [
    "an emoji in a word belongs to it",
    [...typed(0, "a"), replaced(1, 0, "\u{1f511}"), ...typed(3, "b")],
    [3],
  ],
  ["a change of nothing is a step", [[]], [1]],
])("%s", (_, changes, expected) => {
  expect(steps(changes)).toEqual(expected);
});
