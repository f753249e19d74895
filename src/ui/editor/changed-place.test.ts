import { expect, test } from "vitest";
import { changedPlace } from "./changed-place.ts";

/** Texts with `|` at the expected cursor; without `|` if the cursor must not move. */
test.each([
  ["the cursor is after an inserted text", "ac", "ab|c"],
  ["the cursor is where a text was removed", "a b c", "a | c"],
  ["the cursor is after a replaced word", "a long c", "a brief| c"],
  ["the cursor is after the last of repeated characters", "aa", "aaa|"],
  ["the cursor is after inserted lines", "a\nd", "a\nb\nc\n|d"],
  ["the end of the text", "a\n", "a\nb|"],
  ["an empty text", "a", "|"],
  ["the same text", "a", "a"],
  ["lines apart from each other", "a\nb\nc", "x\nb\ny"],
])("%s", (_, before, expected) => {
  const at = expected.indexOf("|");
  expect(changedPlace(before, expected.replace("|", ""))).toBe(at < 0 ? undefined : at);
});
