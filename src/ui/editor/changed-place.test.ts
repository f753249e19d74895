import { expect, test } from "vitest";
import { changedPlace } from "./changed-place.ts";

/** Texts with `|` where the cursor is expected; none where it is to stay. */
test.each([
  ["what came back is before the cursor", "ac", "ab|c"],
  ["where something went, the cursor is in its place", "a b c", "a | c"],
  ["a replaced word is before the cursor", "a long c", "a brief| c"],
  ["of repeated characters the last one counts", "aa", "aaa|"],
  ["lines that came back are before the cursor", "a\nd", "a\nb\nc\n|d"],
  ["the end of the text", "a\n", "a\nb|"],
  ["an empty text", "a", "|"],
  ["the same text", "a", "a"],
  ["lines apart from each other", "a\nb\nc", "x\nb\ny"],
])("%s", (_, before, expected) => {
  const at = expected.indexOf("|");
  expect(changedPlace(before, expected.replace("|", ""))).toBe(at < 0 ? undefined : at);
});
