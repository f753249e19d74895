import { expect, test } from "vitest";
import { overlong, readElement, readTexts } from "./element.ts";

const read = (value: unknown, negation: unknown) =>
  readElement(value, negation, (given) => ({ kind: "given" as const, ...given }));

test.each<[unknown, unknown, object]>([
  [undefined, undefined, { kind: "absent" }],
  ["a", undefined, { kind: "given", negated: false, value: "a" }],
  [null, undefined, { kind: "given", negated: false, value: null }],
  [undefined, "a", { kind: "given", negated: true, value: "a" }],
  ["a", "b", { kind: "unreadable", problem: "the element and its negation stand together" }],
  [null, null, { kind: "unreadable", problem: "the element and its negation stand together" }],
])("an element %j beside a negation %j", (value, negation, expected) => {
  expect(read(value, negation)).toEqual(expected);
});

test("an element of a document that is too long", () => {
  const problem = "the document is longer than any that AWS takes";
  expect(read(overlong, undefined)).toEqual({ kind: "unreadable", problem });
});

test.each<[unknown, boolean, unknown]>([
  ["a", false, ["a"]],
  [["a", "b"], true, ["a", "b"]],
  [[], false, []],
  [[], true, { kind: "unreadable", problem: "its list is empty" }],
  [["a", 5], false, { kind: "unreadable", problem: "it is neither a text nor a list of texts" }],
  [[["a"]], false, { kind: "unreadable", problem: "it is neither a text nor a list of texts" }],
  [{}, true, { kind: "unreadable", problem: "it is neither a text nor a list of texts" }],
  [null, false, { kind: "unreadable", problem: "it is neither a text nor a list of texts" }],
  [5, false, { kind: "unreadable", problem: "it is neither a text nor a list of texts" }],
])("the texts of %j, negated: %s", (value, negated, expected) => {
  expect(readTexts({ negated, value })).toEqual(expected);
});
