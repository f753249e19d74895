import { describe, expect, test } from "vitest";
import { authorize } from "../../index.ts";
import type { AccessRequest } from "../types.ts";
import { ContextReader } from "./context-reader.ts";

describe("the values of a key", () => {
  test.each<[unknown, readonly string[] | undefined]>([
    ["a", ["a"]],
    ["", [""]],
    [
      ["a", "b"],
      ["a", "b"],
    ],
    [[], undefined],
    [undefined, undefined],
    [null, undefined],
    [{}, undefined],
    [{ length: 1, 0: "a" }, undefined],
    [5, ["5"]],
    [true, ["true"]],
    [false, ["false"]],
    [
      [5, "a", false],
      ["5", "a", "false"],
    ],
    [["a", null], ["a"]],
    [["a", ["b"], {}], ["a"]],
    [[["a"]], undefined],
    [[null, {}], undefined],
  ])("%j", (value, values) => {
    const context = new ContextReader({ "aws:Other": "x", "AWS:Key": value });
    expect(context.valuesOf("aws:key")).toEqual(values);
    expect(context.valuesOf("aws:none")).toBeUndefined();
  });

  test("the first of two keys that differ in their case counts", () => {
    const context = new ContextReader({ "aws:key": "a", "AWS:KEY": "b" });
    expect(context.valuesOf("aws:key")).toEqual(["a"]);
    expect(context.names()).toEqual(["aws:key", "aws:key"]);
  });

  test.each([[undefined], [null], ["text"], [["a"]], [5]])(
    "a context that is %j has no keys",
    (context) => {
      expect(new ContextReader(context).names()).toEqual([]);
    },
  );
});

test.each<[object, string | undefined]>([
  [{ "aws:A": "a", "aws:B": ["b"], "aws:C": [] }, undefined],
  [{ "aws:A": undefined, "aws:B": "b" }, undefined],
  [{ "aws:A": "a", "aws:B": 5, "aws:C": 6 }, "aws:B"],
  [{ "aws:A": ["a", 5] }, "aws:A"],
  [{ "aws:A": undefined, "aws:B": null }, "aws:B"],
  [{ "aws:A": { toString: "a" } }, "aws:A"],
])("%j: the first key that no request can have is %j", (context, key) => {
  expect(new ContextReader(context).malformedKey()).toBe(key);
});

test("a key that is undefined is absent", () => {
  const request = {
    principal: "arn:aws:iam::111111111111:user/u",
    action: "s3:GetObject",
    resource: "*",
    context: { "aws:X": undefined },
  } as unknown as AccessRequest;
  const Condition = { Null: { "aws:x": "true" } };
  const Statement = { Effect: "Allow" as const, Action: "*", Resource: "*", Condition };
  expect(
    authorize(request, { identityPolicies: [{ Version: "2012-10-17", Statement }] }).outcome,
  ).toBe("allowed");
});
