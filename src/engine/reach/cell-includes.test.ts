import { expect, test } from "vitest";
import { exampleKeyArn } from "#testing/reach/example-key";
import type { AccessRequest } from "../authorizer/types.ts";
import { cellIncludes } from "./includes.ts";
import type { Cell, Comparison, Product } from "./types.ts";

const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const compared = (operator: string, values: readonly string[], holds = true): Comparison => ({
  operator,
  values,
  effect: "Allow",
  variables: false,
  holds,
});
const product: Product = {
  resources: [exampleKeyArn],
  principals: { anyOf: [[]], words: ["everyone"] },
  actions: ["kms:Decrypt", "kms:DescribeKey"],
  context: {},
};
const request: AccessRequest = {
  principal: importer,
  action: "kms:Decrypt",
  resource: exampleKeyArn,
};
const cell = (more: Partial<Cell> = {}): Cell => ({
  ...product,
  except: [],
  identityPolicyNeeded: false,
  resourcePolicyNeeded: false,
  because: { allows: [], denies: [] },
  witness: { request, policies: {} },
  ...more,
});

test.each<[string, unknown, boolean]>([
  ["the request itself", request, true],
  ["no request", undefined, false],
  ["null", null, false],
  ["a text", "kms:Decrypt", false],
  ["no principal", { ...request, principal: "" }, false],
  ["a key without a text", { ...request, context: { "aws:x": 5 } }, false],
  ["a context that is a text", { ...request, context: "aws:x" }, false],
  ["an owner that is a number", { ...request, resourceAccount: 5 }, false],
  ["another case of the action", { ...request, action: "KMS:decrypt" }, true],
  ["another action of the cell", { ...request, action: "kms:DescribeKey" }, true],
  ["an action that is not in the cell", { ...request, action: "kms:Encrypt" }, false],
  ["another key", { ...request, resource: `${exampleKeyArn}2` }, false],
])("what nobody can send is in no cell: %s", (_, asked, isIn) => {
  expect(cellIncludes(cell(), asked as AccessRequest)).toBe(isIn);
});

test.each<[string, string | undefined, boolean]>([
  ["arn:aws:s3:::import-bucket", "222222222222", true],
  ["arn:aws:s3:::import-bucket", "333333333333", false],
  ["arn:aws:s3:::import-bucket", undefined, false],
  ["arn:aws:s3:us-east-1:222222222222:accesspoint/a", undefined, true],
  ["arn:aws:s3:us-east-1:222222222222:accesspoint/a", "333333333333", true],
  ["x:aws:s3:us-east-1:222222222222:accesspoint/a", undefined, false],
  ["x:aws:s3:us-east-1:222222222222:arn:", undefined, false],
  ["import-bucket", undefined, false],
  ["arn:aws", undefined, false],
  ["import-bucket", "222222222222", true],
])("a question about resources of 222222222222: %s of %s", (resource, owner, isIn) => {
  const resourceSet = { anyOf: [[compared("StringLike", ["*"])]] };
  const asked = { ...request, resource, ...(owner ? { resourceAccount: owner } : {}) };
  expect(cellIncludes(cell({ resourceSet, resourceAccount: "222222222222" }), asked)).toBe(isIn);
  expect(cellIncludes(cell({ resourceSet }), asked)).toBe(true);
});

test("resources by patterns: one of the lists, and in it every comparison", () => {
  const resourceSet = {
    anyOf: [
      [compared("StringLike", ["*:key/*"]), compared("StringLike", ["*:key/0d99*"], false)],
      [compared("StringEquals", ["arn:aws:kms:us-east-1:222222222222:alias/import"])],
    ],
  };
  const isIn = (resource: string) => cellIncludes(cell({ resourceSet }), { ...request, resource });
  expect(isIn("arn:aws:kms:us-east-1:222222222222:key/1234")).toBe(true);
  expect(isIn("arn:aws:kms:us-east-1:222222222222:alias/import")).toBe(true);
  expect(isIn(exampleKeyArn)).toBe(false);
  expect(isIn("arn:aws:kms:us-east-1:222222222222:alias/other")).toBe(false);
});

test("principals: one of the lists, and in it every test, keys of the request among them", () => {
  const principals: Cell["principals"] = {
    words: ["some"],
    anyOf: [
      [
        { test: "account", accounts: ["111111111111"], holds: true },
        { test: "key", key: "aws:PrincipalTag/team", comparison: compared("StringEquals", ["ir"]) },
      ],
      [{ test: "kind", kinds: ["root"] }],
    ],
  };
  const isIn = (principal: string, team?: string) =>
    cellIncludes(cell({ principals }), {
      ...request,
      principal,
      ...(team ? { context: { "aws:principaltag/team": team } } : {}),
    });
  expect(isIn(importer, "ir")).toBe(true);
  expect(isIn(importer, "web")).toBe(false);
  expect(isIn(importer)).toBe(false);
  expect(isIn("arn:aws:iam::222222222222:role/CadoResponseRole", "ir")).toBe(false);
  expect(isIn("arn:aws:iam::222222222222:root")).toBe(true);
});

test("keys and relations must all fit, and no exception may", () => {
  const context = {
    "kms:ViaService": {
      anyOf: [[compared("StringEquals", ["ec2"])], [compared("Null", ["true"])]],
    },
    "aws:SourceVpc": { anyOf: [[compared("StringEquals", ["vpc-1"], false)]] },
  };
  const named = {
    relation: "condition",
    key: "kms:EncryptionContext:user",
    comparison: { ...compared("StringEquals", ["${aws:username}"]), variables: true },
  } as const;
  const alice = { "kms:EncryptionContext:user": "alice", "aws:username": "alice" };
  const except = [
    { ...product, actions: ["kms:DescribeKey"] },
    { ...product, context: { "aws:Via": { anyOf: [[compared("Null", ["false"])]] } } },
  ];
  const isIn = (values: AccessRequest["context"], action = "kms:Decrypt") =>
    cellIncludes(cell({ context, relations: [named], except }), {
      ...request,
      action,
      context: values,
    });
  expect(isIn(alice)).toBe(true);
  expect(isIn({ ...alice, "kms:viaservice": "ec2" })).toBe(true);
  expect(isIn({ ...alice, "kms:ViaService": "rds" })).toBe(false);
  expect(isIn({ ...alice, "aws:SourceVpc": "vpc-1" })).toBe(false);
  expect(isIn({ ...alice, "aws:username": "bob" })).toBe(false);
  expect(isIn({})).toBe(false);
  expect(isIn({ ...alice, "aws:Via": "x" })).toBe(false);
  expect(isIn(alice, "kms:DescribeKey")).toBe(false);
});
