import { describe, expect, test } from "vitest";
import { ContextReader } from "./request/context-reader.ts";
import {
  readTemplate,
  splitArnTemplate,
  templateEquals,
  templateEqualsIgnoringCase,
  templateMatches,
  unresolvedVariables,
} from "./variables.ts";

/** Source: IAM User Guide, "IAM policy elements: Variables and tags" (variables, default values, special characters). */
const pattern = (text: string) => ({ kind: "pattern", text });
const literal = (text: string) => ({ kind: "literal", text });
const variable = (key: string, fallback?: string) => ({ kind: "variable", key, fallback });

describe("a value is read as text and variables", () => {
  test.each<[string, readonly object[]]>([
    ["${aws:username}", [variable("aws:username")]],
    ["a${aws:username}", [pattern("a"), variable("aws:username")]],
    ["${aws:username}b", [variable("aws:username"), pattern("b")]],
    [
      "a${aws:x}b${aws:y}c",
      [pattern("a"), variable("aws:x"), pattern("b"), variable("aws:y"), pattern("c")],
    ],
    ["${aws:x}${aws:y}", [variable("aws:x"), variable("aws:y")]],
    ["${ AWS:X }", [variable("aws:x")]],
    ["${*}", [literal("*")]],
    ["a${?}", [pattern("a"), literal("?")]],
    ["${$}{aws:x}", [literal("$"), pattern("{aws:x}")]],
    ["${aws:x}}", [variable("aws:x"), pattern("}")]],
    ["${aws:x, 'none'}", [variable("aws:x", "none")]],
    ["${ AWS:X , 'None' }", [variable("aws:x", "None")]],
    ["${aws:x, ''}", [variable("aws:x", "")]],
    ["${aws:x, 'a}b'}", [variable("aws:x", "a}b")]],
    ["${aws:x, 'a, b'}c", [variable("aws:x", "a, b"), pattern("c")]],
    ["${aws:x, ''}'", [variable("aws:x", ""), pattern("'")]],
    ["'${aws:x}'", [pattern("'"), variable("aws:x"), pattern("'")]],
    ["'}${aws:x}'}", [pattern("'}"), variable("aws:x"), pattern("'}")]],
    ["${, 'a'}", [variable("", "a")]],
    ["${'a}b'}", [variable("'a}b'")]],
  ])("%s", (text, pieces) => {
    expect(readTemplate(text, true)).toEqual({ text, pieces, isPattern: true });
  });

  test.each<[string, readonly object[]]>([
    ["${aws:x, '}", [variable("aws:x")]],
    ["${aws:x, 'a}", [variable("aws:x")]],
    ["${aws:x, a'}", [variable("aws:x")]],
    ["${aws:x, a}", [variable("aws:x")]],
    ["${aws:x,}", [variable("aws:x")]],
    ["}${aws:x, 'a}b", [pattern("}"), variable("aws:x"), pattern("b")]],
  ])("%s has no default that could be read", (text, pieces) => {
    expect(readTemplate(text, true).pieces).toEqual(pieces);
  });

  test.each<[string, readonly object[]]>([
    ["${aws:x", [pattern("${aws:x")]],
    ["a${aws:x, '", [pattern("a${aws:x, '")]],
    ["${aws:x, '}'", [pattern("${aws:x, '}'")]],
    ["${aws:x}${aws:y", [variable("aws:x"), pattern("${aws:y")]],
  ])("%s opens what it never closes: it is text", (text, pieces) => {
    expect(readTemplate(text, true).pieces).toEqual(pieces);
  });

  test.each([
    ["plain", false],
    ["pl*n", true],
    ["pl?n", true],
    ["$plain}", false],
  ])("%s has none; it is a pattern: %s", (text, isPattern) => {
    expect(readTemplate(text, true)).toEqual({ text, pieces: undefined, isPattern });
  });

  test("without variables all of it is text", () => {
    const text = "${aws:x}";
    expect(readTemplate(text, false)).toEqual({ text, pieces: undefined, isPattern: false });
  });
});

const context = new ContextReader({
  "aws:username": "Anna",
  "aws:wild": "a*",
  "aws:one": ["x"],
  "aws:two": ["x", "y"],
});

describe("a value of the request is held against it", () => {
  test.each<[string, string, boolean, boolean, boolean]>([
    ["Anna", "Anna", true, true, true],
    ["anna", "Anna", false, true, false],
    ["An*", "Anna", false, false, true],
    ["${aws:username}", "Anna", true, true, true],
    ["${aws:username}", "anna", false, true, false],
    ["${aws:username}", "Ann", false, false, false],
    ["${aws:username}*", "Anna-1", false, false, true],
    ["${aws:username}*", "Anna*", true, true, true],
    ["${aws:wild}", "a*", true, true, true],
    ["${aws:wild}", "abc", false, false, false],
    ["${aws:wild}b*", "a*bc", false, false, true],
    ["${aws:wild}b*", "aabc", false, false, false],
    ["${aws:wild, 'x'}?", "a*1", false, false, true],
    ["${*}", "*", true, true, true],
    ["${*}", "a", false, false, false],
    ["${?}", "?", true, true, true],
    ["${?}", "a", false, false, false],
    ["${$}{aws:username}", "${aws:username}", true, true, true],
    ["${aws:one}", "x", true, true, true],
    ["${aws:two}", "x", false, false, false],
    ["${aws:two, 'z'}", "z", true, true, true],
    ["${aws:none}", "", false, false, false],
    ["${aws:none}", "undefined", false, false, false],
    ["${aws:none, ''}", "", true, true, true],
    ["a${aws:none, '*'}", "a*", true, true, true],
    ["a${aws:none, '*'}", "ab", false, false, false],
  ])(
    "%s and %s: the same %s, but for the case %s, as a pattern %s",
    (written, value, same, anyCase, fits) => {
      const template = readTemplate(written, true);
      expect(templateEquals(template, value, context)).toBe(same);
      expect(templateEqualsIgnoringCase(template, value, context)).toBe(anyCase);
      expect(templateMatches(template, value, context)).toBe(fits);
    },
  );
});

test("the variables without a value are those that the request and the policy leave open, in their order", () => {
  const written = [
    "plain",
    "${*}${aws:none}",
    "${aws:username}${aws:two}${aws:Other, 'x'}",
    "${AWS:Last}",
  ];
  const templates = written.map((text) => readTemplate(text, true));
  expect(unresolvedVariables(templates, context)).toEqual(["aws:none", "aws:two", "aws:last"]);
  expect(unresolvedVariables([], context)).toEqual([]);
});

describe("an ARN pattern has six parts", () => {
  const plain = (text: string) => ({ text, pieces: undefined, isPattern: false });
  const star = { text: "*", pieces: undefined, isPattern: true };
  const split = (text: string) => splitArnTemplate(readTemplate(text, true));

  test.each([
    "",
    "*",
    "arn:aws:kms:*",
    "arn:aws:kms:us-east-1:${aws:PrincipalAccount}",
    "${aws:x, 'a:b:c:d:e:f'}",
  ])("%s has fewer", (text) => {
    expect(split(text)).toBeUndefined();
  });

  test("what follows the fifth colon is one part, colons and all", () => {
    expect(split("arn:aws:logs:*::log-group:a:b")).toEqual([
      plain("arn"),
      plain("aws"),
      plain("logs"),
      star,
      plain(""),
      plain("log-group:a:b"),
    ]);
  });

  test("a variable is within its part, colons of its default and all", () => {
    expect(split("arn:aws:s3:::${aws:x, 'a:b'}/${*}:c")).toEqual([
      plain("arn"),
      plain("aws"),
      plain("s3"),
      plain(""),
      plain(""),
      {
        text: "/*:c",
        pieces: [pattern(""), variable("aws:x", "a:b"), pattern("/"), literal("*"), pattern(":c")],
        isPattern: true,
      },
    ]);
    expect(split("${*}:${aws:p}:s3:::b")?.slice(0, 3)).toEqual([
      { text: "*", pieces: [literal("*"), pattern("")], isPattern: true },
      { text: "", pieces: [pattern(""), variable("aws:p"), pattern("")], isPattern: true },
      plain("s3"),
    ]);
  });
});
