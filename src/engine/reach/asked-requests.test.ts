import { expect, test } from "vitest";
import { exampleKeyArn } from "#testing/reach/example-key";
import type { AccessRequest } from "../authorizer/types.ts";
import { asksAbout, readQuestion } from "./question.ts";
import type { ReachQuestion } from "./types.ts";

const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const bucket = "arn:aws:s3:::evidence";
const request: AccessRequest = {
  principal: importer,
  action: "kms:Decrypt",
  resource: exampleKeyArn,
  context: { "kms:ViaService": "ec2.us-east-1.amazonaws.com", "aws:TagKeys": ["team", "case"] },
};

/** What a question says beside the key, what the request says otherwise, and whether it is asked about. */
const cases: [name: string, asked: object, asks: object, expected: boolean][] = [
  ["the key itself", {}, {}, true],
  ["another key", {}, { resource: `${exampleKeyArn}0` }, false],
  [
    "a key that fits a pattern",
    { resource: { like: ["arn:aws:s3:::*", "arn:*:key/*"] } },
    {},
    true,
  ],
  ["a key that fits no pattern", { resource: { like: ["arn:*:alias/*", "*:key/1"] } }, {}, false],
  ["no pattern", { resource: { like: [] } }, {}, false],
  ["an action in another case", {}, { action: "KMS:DECRYPT" }, true],
  ["an action of another service", {}, { action: "s3:GetObject" }, false],
  ["one of several actions", { actions: ["kms:Encrypt", "kms:De*"] }, {}, true],
  ["none of the actions", { actions: ["kms:Encrypt"] }, {}, false],
  ["no action", { actions: [] }, {}, false],
  ["actions that are no texts", { actions: [null, "kms:Decrypt", 5] }, {}, true],
  ["actions that are no list", { actions: "kms:Encrypt" }, {}, true],
  ["one of several principals", { principals: ["ec2.amazonaws.com", "*:role/Cado*"] }, {}, true],
  ["none of the principals", { principals: ["*:user/*", "111111111111"] }, {}, false],
  ["no principal", { principals: [] }, {}, false],
  ["principals that are no list", { principals: "x" }, {}, true],
  ["an account of a key that names its own", { resourceAccount: "333333333333" }, {}, true],
  [
    "the account of a bucket",
    { resource: bucket, resourceAccount: "222222222222" },
    { resource: bucket, action: "s3:GetObject", resourceAccount: "222222222222" },
    true,
  ],
  [
    "another account of a bucket",
    { resource: bucket, resourceAccount: "222222222222" },
    { resource: bucket, action: "s3:GetObject", resourceAccount: "333333333333" },
    false,
  ],
  [
    "a bucket of any account",
    { resource: bucket },
    { resource: bucket, action: "s3:GetObject", resourceAccount: "333333333333" },
    true,
  ],
  [
    "an account that is no text",
    { resource: bucket, resourceAccount: 5 },
    { resource: bucket, action: "s3:GetObject", resourceAccount: "333333333333" },
    true,
  ],
  [
    "a call that names no resource, of that account",
    { resource: "*", resourceAccount: "222222222222", actions: ["kms:ListKeys"] },
    { resource: "*", action: "kms:ListKeys", resourceAccount: "222222222222" },
    true,
  ],
  [
    "a call that names no resource, of another account",
    { resource: "*", resourceAccount: "222222222222", actions: ["kms:ListKeys"] },
    { resource: "*", action: "kms:ListKeys" },
    false,
  ],
  [
    "any action for no resource",
    { resource: "*" },
    { resource: "*", action: "s3:ListAllMyBuckets" },
    true,
  ],
  [
    "any action for an ARN without service",
    { resource: "arn:aws::::x" },
    { resource: "arn:aws::::x" },
    true,
  ],
  [
    "a role is assumed through STS",
    { resource: importer },
    { resource: importer, action: "sts:AssumeRole" },
    true,
  ],
  ["a role is of IAM", { resource: importer }, { resource: importer, action: "iam:GetRole" }, true],
  ["a role is not of KMS", { resource: importer }, { resource: importer }, false],
  [
    "all services of the patterns",
    { resource: { like: ["arn:aws:s3:::*", "arn:aws:kms:*:*:key/*"] } },
    {},
    true,
  ],
  ["a given value", { given: { "KMS:viaservice": "ec2.us-east-1.amazonaws.com" } }, {}, true],
  ["another value than the given one", { given: { "kms:ViaService": "rds" } }, {}, false],
  ["a given list", { given: { "aws:TagKeys": ["team", "case"] } }, {}, true],
  [
    "a shorter list than the given one",
    { given: { "aws:TagKeys": ["team", "case", "x"] } },
    {},
    false,
  ],
  ["an absent key", { given: { "aws:SourceVpc": null } }, {}, true],
  ["a key that is absent but given", { given: { "aws:SourceVpc": "vpc-1" } }, {}, false],
  ["a key that is there but given as absent", { given: { "kms:ViaService": null } }, {}, false],
  ["one of two given keys", { given: { "aws:SourceVpc": null, "kms:ViaService": "x" } }, {}, false],
  ["a given value that is none", { given: { "kms:ViaService": 5, "aws:SourceVpc": {} } }, {}, true],
  [
    "the first spelling of a given key",
    { given: { "aws:SourceVpc": null, "AWS:SourceVpc": "vpc-1" } },
    {},
    true,
  ],
  ["given is a list", { given: ["x"] }, {}, true],
  ["given is a text", { given: "x" }, {}, true],
];

test("whether a question asks about a request", () => {
  for (const [name, asked, asks, expected] of cases) {
    const question = { policies: {}, resource: exampleKeyArn, ...asked } as ReachQuestion;
    const isAsked = asksAbout(readQuestion(question), { ...request, ...asks });
    expect([name, isAsked]).toEqual([name, expected]);
  }
});

test("what is no question asks about nothing", () => {
  for (const raw of [
    undefined,
    null,
    5,
    "x",
    [],
    {},
    { resource: 5 },
    { resource: { like: "x" } },
    { resource: null },
  ]) {
    const read = readQuestion(raw as never);
    expect([raw, asksAbout(read, request), read.resource]).toEqual([raw, false, { like: [] }]);
    expect(read.policies).toEqual({});
  }
});

test("a question is read member by member; what has another type counts as missing", () => {
  const grant = { granteePrincipal: importer, operations: ["Decrypt"] };
  const policy = { Version: "2012-10-17", Statement: [] };
  const read = (raw: object) => readQuestion(raw as ReachQuestion);
  const missing = read({ resource: exampleKeyArn });
  expect(missing).toEqual({
    resource: exampleKeyArn,
    resourceAccount: undefined,
    actions: undefined,
    actionPatterns: ["kms:*"],
    principals: undefined,
    isReal: false,
    given: new Map(),
    isFirstEnough: false,
    budget: undefined,
    policies: {},
    identityUnknown: false,
    resourceUnknown: false,
    hasBoundary: false,
    grants: [],
  });
  expect(
    read({ resource: exampleKeyArn, policies: [], budget: "5", requests: "x", cells: "every" }),
  ).toEqual(missing);
  const full = read({
    resource: { like: [5, "arn:aws:s3:::*", "arn:aws:iam::*:role/*", "*"] },
    resourceAccount: "222222222222",
    requests: "real",
    cells: "first",
    budget: 5,
    policies: {
      identityPolicies: [policy],
      resourcePolicy: policy,
      permissionsBoundary: [policy],
      endpointPolicies: [policy],
      grants: [grant, null, "x"],
    },
  });
  expect(full.actionPatterns).toEqual(["s3:*", "iam:*", "sts:*", "*:*"]);
  expect(full.resource).toEqual({ like: ["arn:aws:s3:::*", "arn:aws:iam::*:role/*", "*"] });
  expect(full).toMatchObject({
    resourceAccount: "222222222222",
    isReal: true,
    isFirstEnough: true,
    budget: 5,
    hasBoundary: true,
    grants: [grant],
  });
  expect(Object.keys(full.policies).sort()).toEqual([
    "endpointPolicies",
    "grants",
    "identityPolicies",
    "permissionsBoundary",
    "resourcePolicy",
  ]);
  const unknown = read({
    resource: exampleKeyArn,
    policies: {
      identityPolicies: "unknown",
      resourcePolicy: "unknown",
      permissionsBoundary: policy,
      grants: grant,
    },
  });
  expect(unknown).toMatchObject({
    identityUnknown: true,
    resourceUnknown: true,
    hasBoundary: true,
    grants: [],
  });
  expect(Object.keys(unknown.policies).sort()).toEqual(["grants", "permissionsBoundary"]);
  expect(read({ policies: { permissionsBoundary: [] } }).hasBoundary).toBe(false);
});
