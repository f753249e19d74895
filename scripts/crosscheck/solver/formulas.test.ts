import { expect, test } from "vitest";
import type { PolicySet } from "#engine";
import { declareKeys, isAllowed, type OpenRequest } from "./encode.ts";
import type { Sort } from "./guide.ts";
import { literal, readLiteral } from "./smt.ts";

const open: OpenRequest = {
  caller: "arn:aws:iam::111111111111:user/alice",
  account: "111111111111",
  actions: ["s3:GetObject", "s3:PutObject"],
  keys: declareKeys(new Map<string, Sort>([["aws:username", "text"]]), 1).keys,
};
const formulaOf = (statement: object) =>
  isAllowed({ identityPolicies: [{ Statement: [statement] }] } as PolicySet, open);

test("an action is one of those that its pattern fits, whatever the case", () => {
  const any = { Effect: "Allow", Resource: "*" };
  expect(formulaOf({ ...any, Action: "S3:get*" })).toContain("(= action 0)");
  expect(formulaOf({ ...any, Action: "S3:get*" })).not.toContain("(= action 1)");
  expect(formulaOf({ ...any, Action: "ec2:*" })).toBe("false");
});

test("a negated operator lets a request without the key through, and a plain one does not", () => {
  const with_ = (operator: string) =>
    formulaOf({
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: "*",
      Condition: { [operator]: { "aws:username": "alice" } },
    });
  expect(with_("StringNotEquals")).toContain("(or (= count_0 0)");
  expect(with_("StringEquals")).not.toContain("(or (= count_0 0)");
});

test.each(["plain", 'with "quotes"', "tab\t and ü", "back\\slash"])(
  "the literal of %j is read back as it was",
  (text) => {
    expect(readLiteral(literal(text))).toBe(text);
  },
);
