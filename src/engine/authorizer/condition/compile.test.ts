import { describe, expect, test } from "vitest";
import { ContextReader } from "../request/context-reader.ts";
import { compileConditions, conditionHolds, holdsForValues } from "./condition.ts";
import { operatorNamed, testOf } from "./operators.ts";

/** Source: IAM User Guide, "IAM JSON policy elements: Condition" and "Condition operators". */
const plain = (text: string) => ({ text, pieces: undefined, isPattern: false });

describe("conditions as they are read", () => {
  test("one for each key under each operator, in the order of the text", () => {
    const element = {
      StringEquals: { "aws:A": ["x", "y"], "AWS:B": 5 },
      "ForAllValues:StringNotEqualsIfExists": { "aws:C": true },
      "ForAnyValue:StringEquals": { "aws:D": "z" },
      Null: { "aws:E": ["TRUE", false] },
    };
    const compare = { kind: "compare", negated: false, ifExists: false, over: "the-value" };
    expect(compileConditions(element, true)).toMatchObject([
      {
        operator: "StringEquals",
        key: "aws:A",
        written: ["x", "y"],
        check: { ...compare, keyName: "aws:a", templates: [plain("x"), plain("y")] },
      },
      {
        operator: "StringEquals",
        key: "AWS:B",
        written: ["5"],
        check: { ...compare, keyName: "aws:b", templates: [plain("5")] },
      },
      {
        operator: "ForAllValues:StringNotEqualsIfExists",
        key: "aws:C",
        written: ["true"],
        check: { ...compare, keyName: "aws:c", negated: true, ifExists: true, over: "all-values" },
      },
      {
        operator: "ForAnyValue:StringEquals",
        key: "aws:D",
        written: ["z"],
        check: { ...compare, keyName: "aws:d", over: "any-value" },
      },
      {
        operator: "Null",
        key: "aws:E",
        written: ["TRUE", "false"],
        check: { kind: "presence", keyName: "aws:e", absent: [true, false] },
      },
    ]);
    expect(compileConditions(undefined, true)).toEqual([]);
    expect(compileConditions({}, true)).toEqual([]);
    expect(compileConditions({ StringEquals: {} }, true)).toEqual([]);
  });

  test.each<[unknown, object]>([
    ["x", { operator: "", key: "", written: [], problem: "`Condition` is not an object" }],
    [[], { operator: "", key: "", written: [], problem: "`Condition` is not an object" }],
    [null, { operator: "", key: "", written: [], problem: "`Condition` is not an object" }],
    [
      { StringEquals: "x" },
      {
        operator: "StringEquals",
        key: "",
        written: [],
        problem: "what `StringEquals` holds is not an object",
      },
    ],
    [
      { Bool: ["x"] },
      { operator: "Bool", key: "", written: [], problem: "what `Bool` holds is not an object" },
    ],
    [
      { StringEquals: { "aws:A": null } },
      {
        operator: "StringEquals",
        key: "aws:A",
        written: [],
        problem: "a value of `aws:A` is no text",
      },
    ],
    [
      { StringEquals: { "aws:A": ["x", {}] } },
      {
        operator: "StringEquals",
        key: "aws:A",
        written: [],
        problem: "a value of `aws:A` is no text",
      },
    ],
    [
      { Null: { "aws:A": ["true", "perhaps"] } },
      {
        operator: "Null",
        key: "aws:A",
        written: ["true", "perhaps"],
        problem: "`Null` wants `true` or `false`",
      },
    ],
    [
      { Null: { "aws:A": "untrue" } },
      {
        operator: "Null",
        key: "aws:A",
        written: ["untrue"],
        problem: "`Null` wants `true` or `false`",
      },
    ],
    [
      { Null: { "aws:A": "falsely" } },
      {
        operator: "Null",
        key: "aws:A",
        written: ["falsely"],
        problem: "`Null` wants `true` or `false`",
      },
    ],
    [
      { stringEquals: { "aws:A": "x" } },
      {
        operator: "stringEquals",
        key: "aws:A",
        written: ["x"],
        problem: "there is no operator `stringEquals`",
      },
    ],
    [
      { "ForAnyValue:Sounds": { "aws:A": "x" } },
      {
        operator: "ForAnyValue:Sounds",
        key: "aws:A",
        written: ["x"],
        problem: "there is no operator `ForAnyValue:Sounds`",
      },
    ],
    [
      { NumericLessThan: { "aws:A": [5, "six"] } },
      {
        operator: "NumericLessThan",
        key: "aws:A",
        written: ["5", "six"],
        problem: "`NumericLessThan` cannot read `six`",
      },
    ],
    [
      { DateLessThanIfExists: { "aws:A": "${aws:CurrentTime}" } },
      {
        operator: "DateLessThanIfExists",
        key: "aws:A",
        written: ["${aws:CurrentTime}"],
        problem: "`DateLessThanIfExists` cannot read `${aws:CurrentTime}`",
      },
    ],
  ])("%j cannot be read: it lets no Allow through and holds no Deny back", (element, expected) => {
    const { problem, ...rest } = expected as { problem: string };
    const conditions = compileConditions(element, true);
    expect(conditions).toEqual([{ ...rest, check: { kind: "unreadable", problem } }]);
    for (const condition of conditions) {
      const context = new ContextReader({});
      expect(conditionHolds(condition, "Allow", context)).toBe(false);
      expect(conditionHolds(condition, "Deny", context)).toBe(true);
      expect(holdsForValues(condition, "Allow", ["x"], context)).toBe(false);
      expect(holdsForValues(condition, "Deny", ["x"], context)).toBe(true);
    }
  });

  test("a condition that cannot be read stands beside those that can", () => {
    const element = { Bool: "x", StringEquals: { "aws:A": "x" }, Sounds: { "aws:B": "y" } };
    expect(compileConditions(element, true).map(({ check }) => check.kind)).toEqual([
      "unreadable",
      "compare",
      "unreadable",
    ]);
  });
});

describe("what an empty list and an empty text mean", () => {
  test.each<[string, unknown, string | undefined, boolean, boolean]>([
    // An Allow with no values is never met; a Deny reads them as "none fits".
    ["StringEquals", [], "a", false, false],
    ["StringNotEquals", [], "a", false, true],
    ["StringNotEquals", [], undefined, false, true],
    ["StringEquals", [], undefined, false, false],
    ["StringEquals", "", "", true, true],
    ["StringLike", "*", "", true, true],
    ["StringNotEquals", "", "", false, false],
    ["ForAnyValue:StringEquals", "", "", false, false],
    ["ForAllValues:StringEquals", "a", "", true, true],
  ])("%s %j, request has %j: an Allow %s, a Deny %s", (operator, written, actual, allow, deny) => {
    const [condition] = compileConditions({ [operator]: { "aws:A": written } }, true);
    if (!condition) throw new Error("no condition was read");
    const context = new ContextReader(actual === undefined ? {} : { "aws:a": actual });
    expect(conditionHolds(condition, "Allow", context)).toBe(allow);
    expect(conditionHolds(condition, "Deny", context)).toBe(deny);
  });
});

describe("an ARN is compared part by part", () => {
  const context = new ContextReader({ "aws:star": "*" });
  test.each<[string, string, boolean]>([
    ["*", "arn:aws:iam::111111111111:role/r", true],
    ["*", "a:b:c:d:e:", true],
    ["*", "a:b:c:d:e", false],
    ["*", "anything", false],
    ["*", "", false],
    ["*:aws:iam::*:role/r", ":aws:iam::111111111111:role/r", true],
    ["arn:aws:iam::*:role/r", "arn:aws:iam::111111111111", false],
    ["arn:aws:iam::*:*", "arn:aws:iam::role/r", false],
    ["arn:*:*:*:*:*", "arn:aws:logs:us-east-1:111111111111:log-group:a:b", true],
    ["arn:aws:logs:*:*:log-group:a", "arn:aws:logs:us-east-1:111111111111:log-group:a:b", false],
    ["arn:aws:logs:*:*:log-group:*", "arn:aws:logs:us-east-1:111111111111:log-group:a:b", true],
    ["arn:aws:iam::111111111111:${*}", "arn:aws:iam::111111111111:role/r", false],
    ["arn:aws:iam::111111111111:${*}", "arn:aws:iam::111111111111:*", true],
    ["arn:aws:iam::${*}:role/r", "arn:aws:iam::111111111111:role/r", false],
    ["arn:aws:iam::111111111111:${aws:star}", "arn:aws:iam::111111111111:role/r", false],
    ["arn:aws:iam::111111111111:${aws:none}", "arn:aws:iam::111111111111:", false],
    ["arn:aws:iam", "arn:aws:iam::111111111111:role/r", false],
  ])("%s and %s: %s", (written, actual, fits) => {
    for (const [name, negated] of [
      ["ArnLike", false],
      ["ArnNotEquals", true],
    ] as const) {
      const operator = operatorNamed(name);
      if (!operator) throw new Error(`there is no ${name}`);
      expect(operator.negated).toBe(negated);
      expect(testOf(operator, written, true).test?.(actual, context)).toBe(fits);
    }
  });
});

test.each([
  ["a+b/", "a+b/", true],
  ["+A==", "+A", true],
  ["a*b/", "a*b/", undefined],
])("base64 %s and %s: %s", (written, actual, same) => {
  const operator = operatorNamed("BinaryEquals");
  if (!operator) throw new Error("there is no BinaryEquals");
  expect(testOf(operator, written, true).test?.(actual, new ContextReader({}))).toBe(same);
});

test("variables are text before version 2012-10-17", () => {
  const operator = operatorNamed("StringEquals");
  if (!operator) throw new Error("there is no StringEquals");
  expect(testOf(operator, "${aws:username}", false).template).toEqual(plain("${aws:username}"));
});
