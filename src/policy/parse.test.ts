import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maximumDocumentDepth, maximumDocumentLength } from "./limits.ts";
import { memberOf, parseDocument, statementNodes } from "./parse.ts";

/** The text that the first problem underlines, and its message. */
function firstProblem(text: string): { message: string; underlined: string } {
  const parsed = parseDocument(text);
  if (parsed.ok) throw new Error("the text parsed");
  const [{ message, start, end }] = parsed.problems;
  return { message, underlined: text.slice(start, end) };
}

describe("a text that is not a policy says what to change, and where", () => {
  test.each([
    ["", "a value is expected here", ""],
    ["[]", "a policy is one JSON object: it begins with `{`", "[]"],
    ['"kms:Decrypt"', "a policy is one JSON object: it begins with `{`", '"kms:Decrypt"'],
    [
      '{"Version": "2012-10-17",}',
      "remove the comma before this: JSON has no trailing commas",
      "}",
    ],
    ['{"a": [1,]}', "remove the comma before this: JSON has no trailing commas", "]"],
    ['{"Version" "2012-10-17"}', "a colon is expected between name and value", '"2012-10-17"'],
    ['{"a": 1 "b": 2}', "a comma is missing before this", '"b"'],
    ['{"a": 1} {"b": 2}', "the document ended before this: remove what follows", "{"],
    ['{"a": 1 // why\n}', "JSON has no comments: remove this", "// why"],
    ["/*", "JSON has no comments: remove this", "/*"],
    ["{a: 1}", "this is not a JSON value: put text in double quotes", "a"],
  ])("%s", (text, message, underlined) => {
    expect(firstProblem(text)).toEqual({ message, underlined });
  });
});

test("nesting is bounded, brackets in strings do not count", () => {
  const deep = (levels: number) => `{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`;
  expect(parseDocument(deep(maximumDocumentDepth - 1)).ok).toBe(true);
  expect(firstProblem(deep(maximumDocumentDepth)).underlined).toBe("[");
  expect(firstProblem(`{"a":${"[".repeat(100_000)}`).underlined).toBe("[");
  expect(parseDocument(JSON.stringify({ a: '\\"['.repeat(100) })).ok).toBe(true);
});

test("a text longer than AWS's API takes is refused unread", () => {
  const ofLength = (length: number) => `{"a":"${"x".repeat(length - 8)}"}`;
  expect(parseDocument(ofLength(maximumDocumentLength)).ok).toBe(true);
  expect(parseDocument(ofLength(maximumDocumentLength + 1)).ok).toBe(false);
});

test("members called like object internals stay members", () => {
  const parsed = parseDocument('{"__proto__": {"Version": "x"}, "constructor": 1}');
  expect(parsed.ok && Object.keys(parsed.policy)).toEqual(["__proto__", "constructor"]);
  expect(parsed.ok && parsed.policy.Version).toBe(undefined);
});

test("agrees with JSON.parse on every JSON object", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (value) => {
      const text = JSON.stringify(value, null, 2);
      const parsed = parseDocument(text);
      expect(parsed.ok && JSON.stringify(parsed.policy)).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
});

test("never throws, and every problem lies inside the text", () => {
  const piece = fc.oneof(
    fc.constantFrom(...'{}[]",:\\/*'.split(""), "Statement", "1"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      const parsed = parseDocument(text);
      for (const problem of parsed.ok ? [] : parsed.problems) {
        expect(problem.start).toBeGreaterThanOrEqual(0);
        expect(problem.end).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});

test("what is no text is an empty document", () => {
  for (const given of [undefined, null, 5, {}, ["{}"]])
    expect(parseDocument(given as string)).toEqual(parseDocument(""));
});

test("a single statement stands for a list of one", () => {
  const parsed = parseDocument('{"Statement": {"Sid": "Only"}}');
  expect(
    parsed.ok && statementNodes(parsed.tree).map((node) => memberOf(node, "Sid")?.value),
  ).toEqual(["Only"]);
});
