import { describe, expect, test } from "vitest";
import { ContextReader } from "../request/context-reader.ts";
import { compileConditions, conditionHolds } from "./condition.ts";

type Context = Record<string, unknown>;

/** Whether one key under one operator is met. */
function holds(
  operator: string,
  written: unknown,
  context: Context,
  effect: "Allow" | "Deny" = "Allow",
) {
  const [condition] = compileConditions({ [operator]: { "aws:Key": written } }, true);
  if (!condition) throw new Error("no condition was read");
  return conditionHolds(condition, effect, new ContextReader(context));
}

const given = (value: unknown): Context => ({ "AWS:KEY": value });

describe("operators compare as their page says", () => {
  test.each<[string, unknown, unknown, boolean]>([
    ["StringEquals", "john", "john", true],
    ["StringEquals", "john", "John", false],
    ["StringEquals", "jo*", "john", false],
    ["StringEquals", ["a", "b"], "b", true],
    ["StringEquals", true, "true", true],
    ["StringEquals", 5, "5", true],
    ["StringNotEquals", ["a", "b"], "b", false],
    ["StringNotEquals", ["a", "b"], "c", true],
    ["StringEqualsIgnoreCase", "JOHN", "john", true],
    ["StringNotEqualsIgnoreCase", "JOHN", "john", false],
    ["StringLike", "ec2.*.amazonaws.com", "ec2.eu-west-1.amazonaws.com", true],
    ["StringLike", "EC2.*", "ec2.x", false],
    ["StringLike", "v?l", "vol", true],
    ["StringNotLike", "ec2.*", "ec2.x", false],
    ["StringNotLike", "ec2.*", "s3.x", true],
    ["NumericEquals", "10", "10.0", true],
    ["NumericEquals", 10, "10", true],
    ["NumericEquals", "12", "12abc", false],
    ["NumericNotEquals", "10", "11", true],
    ["NumericLessThan", "10", "9.5", true],
    ["NumericLessThan", "10", "10", false],
    ["NumericLessThanEquals", "10", "10", true],
    ["NumericGreaterThan", "10", "9", false],
    ["NumericGreaterThan", "9", "10", true],
    ["NumericGreaterThanEquals", "-1", "-1", true],
    ["DateGreaterThan", "2020-01-01T00:00:01Z", "2020-01-01T00:00:02Z", true],
    ["DateGreaterThan", "2020-01-01T00:00:01Z", "1577836802", true],
    ["DateLessThan", "2020-01-01T00:00:01Z", "1577836802", false],
    ["DateEquals", "1577836801", "2020-01-01T01:00:01+01:00", true],
    ["DateNotEquals", "2020-01-01", "2020-01-01T00:00:00.000Z", false],
    ["DateLessThanEquals", "2020", "2020-01-01", true],
    ["DateGreaterThanEquals", "2020-01", "2019-12-31T23:59:59Z", false],
    ["DateEquals", "2020-01-01", "2020-02-30", false],
    ["Bool", "true", "true", true],
    ["Bool", true, "true", true],
    ["Bool", "true", "false", false],
    ["Bool", "TRUE", "true", true],
    ["IpAddress", "203.0.113.0/24", "203.0.113.77", true],
    ["IpAddress", "203.0.113.0/24", "203.0.114.1", false],
    ["IpAddress", "203.0.113.7", "203.0.113.7", true],
    ["IpAddress", ["203.0.113.0/24", "2001:DB8:1234:5678::/64"], "2001:db8:1234:5678::1", true],
    ["IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5679::1", false],
    ["IpAddress", "0.0.0.0/0", "::1", false],
    ["IpAddress", "10.0.0.0/8", "ec2.amazonaws.com", false],
    ["NotIpAddress", "203.0.113.0/24", "203.0.113.77", false],
    ["NotIpAddress", "203.0.113.0/24", "198.51.100.1", true],
    ["BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5VmFsdWVJbkJhc2U2NA", true],
    ["BinaryEquals", "QmluYXJ5", "qmluyxj5", false],
    [
      "ArnEquals",
      "arn:aws:iam::111111111111:role/Cado*",
      "arn:aws:iam::111111111111:role/CadoResponse",
      true,
    ],
    ["ArnLike", "arn:aws:sns:*:111122223333:t", "arn:aws:sns:eu-west-1:111122223333:t", true],
    [
      "ArnLike",
      "arn:aws:someservice:*:111122223333:finance/*",
      "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt",
      false,
    ],
    [
      "StringLike",
      "arn:aws:someservice:*:111122223333:finance/*",
      "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt",
      true,
    ],
    ["ArnLike", "arn:aws:kms:*", "arn:aws:kms:us-east-1:111111111111:key/k", false],
    ["ArnLike", "*", "arn:aws:kms:us-east-1:111111111111:key/k", true],
    ["ArnNotLike", "arn:aws:iam::111111111111:role/*", "arn:aws:iam::111111111111:role/r", false],
    ["ArnNotEquals", "arn:aws:iam::111111111111:role/*", "arn:aws:iam::222222222222:role/r", true],
    ["Null", "false", "x", true],
    ["Null", true, "x", false],
  ])("%s %j, request has %j: %s", (operator, written, found, expected) => {
    expect(holds(operator, written, given(found))).toBe(expected);
    expect(holds(operator, written, given([found]))).toBe(expected);
  });
});

describe("a missing key", () => {
  test.each<[string, unknown, boolean]>([
    ["StringEquals", "a", false],
    ["StringNotEquals", "a", true],
    ["StringLike", "*", false],
    ["ArnNotLike", "arn:aws:iam::1:role/x", true],
    ["NotIpAddress", "10.0.0.0/8", true],
    ["NumericLessThan", "5", false],
    ["Bool", "false", false],
    ["StringEqualsIfExists", "a", true],
    ["StringNotEqualsIfExists", "a", true],
    ["BoolIfExists", "true", true],
    ["ForAllValues:StringEquals", "a", true],
    ["ForAnyValue:StringEquals", "a", false],
    ["ForAnyValue:StringNotEquals", "a", false],
    ["ForAllValues:StringNotEquals", "a", true],
    ["Null", "true", true],
    ["Null", "false", false],
  ])("%s %j: %s", (operator, written, expected) => {
    expect(holds(operator, written, {})).toBe(expected);
    expect(holds(operator, written, given([]))).toBe(expected);
  });
});

describe("keys with several values", () => {
  test.each<[string, unknown, string[], boolean]>([
    ["ForAllValues:StringEquals", ["Decrypt", "Encrypt"], ["Decrypt"], true],
    ["ForAllValues:StringEquals", ["Decrypt", "Encrypt"], ["Decrypt", "CreateGrant"], false],
    ["ForAllValues:StringLike", "alias/Cado*", ["alias/Cado1", "alias/Cado2"], true],
    ["ForAllValues:StringEquals", "a", [""], true],
    ["ForAnyValue:StringLike", "alias/Cado*", ["alias/prod", "alias/Cado2"], true],
    ["ForAnyValue:StringLike", "alias/Cado*", ["alias/prod"], false],
    ["ForAllValues:StringNotEquals", "a", ["b", "c"], true],
    ["ForAllValues:StringNotEquals", "a", ["a", "c"], false],
    ["ForAnyValue:StringNotEquals", "a", ["a", "c"], true],
    ["ForAnyValue:StringNotEquals", "a", ["a"], false],
    ["ForAnyValue:StringNotEquals", "a", [""], false],
    ["ForAnyValue:StringLike", "*", [""], false],
    ["ForAnyValue:StringLikeIfExists", "*", [""], false],
    ["ForAnyValue:StringLike", "*", ["", "a"], true],
  ])("%s %j of %j: %s", (operator, written, found, expected) => {
    expect(holds(operator, written, given(found))).toBe(expected);
    expect(holds(operator, written, given(found), "Deny")).toBe(expected);
  });

  test("without a set operator an Allow needs all to fit, a Deny one", () => {
    expect(holds("StringEquals", "a", given(["a", "b"]))).toBe(false);
    expect(holds("StringEquals", "a", given(["a", "b"]), "Deny")).toBe(true);
  });
});

describe("a list of no values never lets an Allow through, but where only a missing key is asked for", () => {
  test.each<[string, boolean, boolean]>([
    ["StringEquals", false, false],
    ["StringNotEquals", false, false],
    ["StringNotLike", false, false],
    ["NotIpAddress", false, false],
    ["ForAnyValue:StringNotEquals", false, false],
    ["ForAllValues:StringEquals", false, true],
    ["ForAllValues:StringNotEquals", false, true],
    ["StringEqualsIfExists", false, true],
    ["StringNotEqualsIfExists", false, true],
    ["Null", false, false],
  ])("%s []: %s where the key is there, %s where it is missing", (operator, there, missing) => {
    expect(holds(operator, [], given("a"))).toBe(there);
    expect(holds(operator, [], {})).toBe(missing);
  });
});

test("ForAnyValue with IfExists: a missing key lets no Allow through and holds no Deny back", () => {
  expect(holds("ForAnyValue:StringEqualsIfExists", "a", {})).toBe(false);
  expect(holds("ForAnyValue:StringEqualsIfExists", "a", {}, "Deny")).toBe(true);
});

describe("policy variables", () => {
  const context = {
    ...given("arn:aws:s3:::b/me*"),
    "aws:username": "me*",
    "aws:PrincipalTag/team": "red",
    "aws:TagKeys": ["a", "b"],
  };
  test.each<[string, string, boolean]>([
    ["StringEquals", "arn:aws:s3:::b/${aws:username}", true],
    ["StringEquals", "arn:aws:s3:::b/${AWS:UserName}", true],
    ["StringLike", "arn:aws:s3:::b/${aws:username}", true],
    ["StringLike", "arn:*/me${*}", true],
    ["StringEquals", "arn:aws:s3:::b/me${*}", true],
    ["StringLike", "arn:*/m${?}*", false],
    ["StringEquals", "arn:aws:s3:::b/${aws:nothing}", false],
    ["StringNotEquals", "arn:aws:s3:::b/${aws:nothing}", true],
    ["StringEquals", "arn:aws:s3:::b/${aws:nothing, 'me*'}", true],
    ["StringEquals", "arn:aws:s3:::b/${aws:PrincipalTag/team, 'me*'}", false],
    ["StringLike", "arn:aws:s3:::b/${aws:nothing, '*'}", false],
    ["StringLike", "*${aws:TagKeys}*", false],
    ["ArnLike", "arn:aws:s3:::b/${aws:username}", true],
    ["ArnLike", "arn:aws:*:::b/m*${*}", true],
    ["StringEqualsIgnoreCase", "ARN:AWS:S3:::B/${aws:username}", true],
    ["StringEquals", "${aws:Key}", true],
  ])("%s %s: %s", (operator, written, expected) => {
    expect(holds(operator, written, context)).toBe(expected);
  });

  test("a value is literal: its own wildcards fit nothing else", () => {
    expect(
      holds("StringLike", "${aws:username}", { ...given("mean"), "aws:username": "me*" }),
    ).toBe(false);
    expect(
      holds("ArnLike", "arn:aws:iam::1:role/${aws:username}", {
        ...given("arn:aws:iam::1:role/x"),
        "aws:username": "?",
      }),
    ).toBe(false);
  });

  test("a value cannot shift the parts of an ARN", () => {
    const found = { ...given("arn:aws:iam::1:role/r"), "aws:username": "iam::1" };
    expect(holds("ArnLike", "arn:aws:${aws:username}:role/r", found)).toBe(false);
  });

  test("none work under operators that compare no text", () => {
    expect(holds("NumericEquals", "${aws:username}", { ...given("5"), "aws:username": "5" })).toBe(
      false,
    );
  });

  test("none work before version 2012-10-17", () => {
    const [condition] = compileConditions(
      { StringEquals: { "aws:Key": "${aws:username}" } },
      false,
    );
    expect(condition && conditionHolds(condition, "Allow", new ContextReader(context))).toBe(false);
  });
});

describe("what cannot be read never lets an Allow through, and never holds a Deny back", () => {
  test.each<[unknown]>([
    ["nonsense"],
    [[]],
    [null],
    [{ StringEquals: "x" }],
    [{ StringEquals: null }],
    [{ StringEquals: { "aws:Key": null } }],
    [{ StringEquals: { "aws:Key": {} } }],
    [{ StringEquals: { "aws:Key": [["a"]] } }],
    [{ StringSounds: { "aws:Key": "a" } }],
    [{ stringEquals: { "aws:Key": "a" } }],
    [{ constructor: { "aws:Key": "a" } }],
    [{ "ForEachValue:StringEquals": { "aws:Key": "a" } }],
    [{ NullIfExists: { "aws:Key": "true" } }],
    [{ Null: { "aws:Key": "perhaps" } }],
    [{ Bool: { "aws:Key": "perhaps" } }],
    [{ NumericEquals: { "aws:Key": "ten" } }],
    [{ DateEquals: { "aws:Key": "yesterday" } }],
    [{ DateEquals: { "aws:Key": "2020-02-30" } }],
    [{ IpAddress: { "aws:Key": "10.0.0.0/33" } }],
    [{ IpAddress: { "aws:Key": "2001:db8::1::2" } }],
    [{ NotIpAddress: { "aws:Key": "10.0.0.256" } }],
  ])("%j", (element) => {
    const conditions = compileConditions(element, true);
    const met = (effect: "Allow" | "Deny") =>
      conditions.every((one) => conditionHolds(one, effect, new ContextReader(given("a"))));
    expect([met("Allow"), met("Deny")]).toEqual([false, true]);
  });

  test("several keys and several operators are all to be met", () => {
    const element = {
      StringEquals: { "aws:Key": "a", "aws:Other": "b" },
      Null: { "aws:None": "true" },
    };
    const met = (context: Context) =>
      compileConditions(element, true).every((one) =>
        conditionHolds(one, "Allow", new ContextReader(context)),
      );
    expect(met({ "aws:Key": "a", "aws:Other": "b" })).toBe(true);
    expect(met({ "aws:Key": "a" })).toBe(false);
    expect(met({ "aws:Key": "a", "aws:Other": "b", "aws:None": "c" })).toBe(false);
  });
});
