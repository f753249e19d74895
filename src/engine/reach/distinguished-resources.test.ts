import { describe, expect, test } from "vitest";
import type { Statement } from "#policy";
import { formulaOf } from "#testing/reach/answer-lines";
import type { Grant } from "../authorizer/types.ts";
import { Budget } from "./budget.ts";
import { ResourceTable } from "./classes/resources.ts";
import { regionsOfServices } from "./model/real-comparisons.ts";
import { derivedKeys } from "./model/real-keys.ts";
import { Sources } from "./model/sources.ts";
import { readQuestion } from "./question.ts";
import type { ReachQuestion } from "./types.ts";

const id = "0d990263-6129-4d40-9b5e-bcf3a4d4a0b1";
const key = `arn:aws:kms:us-east-1:222222222222:key/${id}`;
const role = "arn:aws:iam::111111111111:role/CadoResponseRole";
const variable = (name: string) => `$\{${name}}`;

/** What the IAM policy of a caller allows on resources that fit one of the patterns. */
const identity = (
  like: readonly string[],
  statements: readonly Omit<Statement, "Effect">[],
  more: Partial<ReachQuestion> = {},
): ReachQuestion => ({
  policies: {
    identityPolicies: [
      {
        Version: "2012-10-17",
        Statement: statements.map((one) => ({ Effect: "Allow" as const, ...one }) as Statement),
      },
    ],
  },
  resource: { like },
  principals: [role],
  ...more,
});

/** The resources that questions tell apart. */
function tableOf(...questions: readonly ReachQuestion[]): ResourceTable {
  const read = questions.map(readQuestion);
  const budget = new Budget(undefined);
  const sources = new Sources(derivedKeys(read), budget);
  for (const question of read) sources.addQuestion(question);
  const regions = read.every(({ isReal }) => isReal) ? regionsOfServices(sources, read) : [];
  const keyIds = read.flatMap(({ grants }) => grants.flatMap(({ keyId }) => keyId ?? []));
  return new ResourceTable(read, sources.resources, [], { keyIds, regions }, budget);
}

/** An example of each class of resources that the questions tell apart. */
function examplesOf(...questions: readonly ReachQuestion[]): readonly string[] {
  return tableOf(...questions).examples();
}

/** The same, with the comparisons that hold for no other class. */
function classesOf(...questions: readonly ReachQuestion[]): readonly string[] {
  const resources = tableOf(...questions);
  const [first] = questions.map(readQuestion);
  if (!first) return [];
  return resources
    .examples()
    .map((example, at) =>
      `${example} = ${formulaOf(resources.describe(1n << BigInt(at), first))}`.replaceAll("$", "%"),
    );
}

describe("the request that is shown has a resource that looks like one of AWS's", () => {
  const id = "1234abcd-12ab-34cd-56ef-1234567890ab";
  const shown = [
    ["*", `arn:aws:kms:us-east-1:999999999999:key/${id}`],
    ["arn:aws:kms:*:111111111111:key/*", `arn:aws:kms:us-east-1:111111111111:key/${id}`],
    [
      "arn:aws:kms:eu-west-?:111111111111:alias/*",
      "arn:aws:kms:eu-west-x:111111111111:alias/example",
    ],
    ["arn:*:kms:eu-west-1:*:alias/x", "arn:aws:kms:eu-west-1:999999999999:alias/x"],
    ["arn:aws:*:eu-west-1:111111111111:key/ab*", `arn:aws:kms:eu-west-1:111111111111:key/ab${id}`],
    ["arn:aws-cn:s3:::evidence-?/*", "arn:aws-cn:s3:::evidence-x/example"],
    ["evidence-*-?", "evidence-example-x"],
    ["monkey/*", "monkey/example"],
  ] as const;
  test.each(shown)("%s", (pattern, resource) => {
    expect(examplesOf(identity([pattern], []))[0]).toBe(resource);
  });
});

describe("resources that are told apart", () => {
  const keys = "arn:aws:kms:*:222222222222:key/*";
  /** A wildcard of the question may run past a colon; ARNs of AWS do not have so many. */
  const isKey = (text: string) => text.split(":").length === 6;
  test("by what decides, by owner and by partition, where every resource is asked about", () => {
    expect(
      examplesOf(identity(["*"], [{ Action: "kms:Decrypt", Resource: key }])),
    ).toMatchInlineSnapshot(`
      [
        "arn:aws:kms:us-east-1:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "*",
        "arn:*:kms:*:*:key/*",
        "arn:*:kms:*:*:alias/*",
        "arn:*:kms:*:*:alias/aws/*",
        "arn:*:*:*::*",
        "arn::*:*:*:*",
        "arn:*:*:*:*:*",
        "arn:*:*:*:222222222222:*",
        "arn:aws:*:*:*:*",
        "arn:::::",
        "arn:aws::::",
        "arn::kms:::key/",
        "arn:x:kms:::key/",
        "arn::kms::x:key/",
        "arn::kms:::alias/",
        "arn:x:kms:::alias/",
        "arn::kms::x:alias/",
        "arn:aws:kms:::key/",
        "arn::::222222222222:",
        "arn:aws:kms:::alias/",
        "arn::kms:::alias/aws/",
        "arn:aws:kms::x:alias/",
        "arn:x:kms:::alias/aws/",
        "arn::kms::x:alias/aws/",
        "arn:aws:::222222222222:",
        "arn:aws:kms:::alias/aws/",
        "arn:aws:kms::x:alias/aws/",
        "arn::kms::222222222222:key/",
        "arn:x:kms::222222222222:key/",
        "arn::kms::222222222222:alias/",
        "arn:x:kms::222222222222:alias/",
        "arn:aws:kms::222222222222:key/",
        "arn:aws:kms::222222222222:alias/",
        "arn::kms::222222222222:alias/aws/",
        "arn:x:kms::222222222222:alias/aws/",
        "arn:aws:kms::222222222222:alias/aws/",
      ]
    `);
  });
  test("by two patterns of a policy and the patterns of the question", () => {
    expect(
      examplesOf(
        identity(
          [keys, "arn:aws:kms:us-east-1:222222222222:alias/*"],
          [{ Action: "kms:Decrypt", Resource: ["arn:aws:kms:us-east-1:*", `*${id}`] }],
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:us-east-1:222222222222:alias/example",
        "arn:aws:kms:*:222222222222:key/*",
        "arn:aws:kms:::222222222222:key/",
        "arn:aws:kms::x:222222222222:key/",
        "arn:aws:kms:::key/:222222222222:key/",
        "arn:aws:kms::x:key/:222222222222:key/",
        "arn:aws:kms:::alias/:222222222222:key/",
        "arn:aws:kms::x:alias/:222222222222:key/",
        "arn:aws:kms:us-east-1::222222222222:key/",
        "arn:aws:kms:us-east-1:x:222222222222:key/",
        "arn:aws:kms:::alias/aws/:222222222222:key/",
        "arn:aws:kms::x:alias/aws/:222222222222:key/",
        "arn:aws:kms::222222222222:222222222222:key/",
        "arn:aws:kms:us-east-1::key/:222222222222:key/",
        "arn:aws:kms:us-east-1:222222222222:alias/aws/",
        "arn:aws:kms:us-east-1:x:key/:222222222222:key/",
        "arn:aws:kms:us-east-1::alias/:222222222222:key/",
        "arn:aws:kms:us-east-1:x:alias/:222222222222:key/",
        "arn:aws:kms::222222222222:alias/:222222222222:key/",
        "arn:aws:kms:us-east-1::alias/aws/:222222222222:key/",
        "arn:aws:kms:us-east-1:x:alias/aws/:222222222222:key/",
        "arn:aws:kms:us-east-1:222222222222:222222222222:key/",
        "arn:aws:kms::222222222222:alias/aws/:222222222222:key/",
      ]
    `);
  });
  test("by a variable, which may stand for any text, and by characters that are written as one", () => {
    expect(
      classesOf(
        identity(
          ["arn:aws:s3:::evidence/*"],
          [
            {
              Action: "s3:GetObject",
              Resource: [
                `arn:aws:s3:::evidence/${variable("aws:username")}/x`,
                `arn:aws:s3:::evidence/a${variable("*")}`,
                "arn:aws:s3:::evidence/plain",
              ],
            },
          ],
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "arn:aws:s3:::evidence/example = StringLike arn:aws:s3:::evidence/* and not variables StringLike arn:aws:s3:::evidence/a%{*}|arn:aws:s3:::evidence/plain and not StringLike arn:aws:s3:::evidence/*/x",
        "arn:aws:s3:::evidence/%{aws:username}/x = StringLike arn:aws:s3:::evidence/* and StringLike arn:aws:s3:::evidence/*/x",
        "arn:aws:s3:::evidence/plain = StringLike arn:aws:s3:::evidence/* and variables StringLike arn:aws:s3:::evidence/a%{*}|arn:aws:s3:::evidence/plain",
      ]
    `);
  });
  test("by the key that a grant is of", () => {
    const grants = (...keyIds: string[]): Grant[] =>
      keyIds.map((keyId) => ({ granteePrincipal: role, operations: ["Decrypt"], keyId }));
    const ofGrants = examplesOf({
      policies: { grants: grants(key, id) },
      resource: { like: [keys] },
    });
    expect(ofGrants.filter(isKey)).toMatchInlineSnapshot(`
      [
        "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "arn:aws:kms::222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      ]
    `);
  });
  test("by region, if a service calls KMS there", () => {
    const question = identity(
      [keys],
      [
        {
          Action: "kms:Decrypt",
          Resource: "*",
          Condition: { StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } },
        },
      ],
      { requests: "real" },
    );
    const [sent, any] = [examplesOf(question), examplesOf({ ...question, requests: "any" })];
    expect([sent.length, any.length]).toEqual([36, 12]);
    expect([sent.filter(isKey), any.filter(isKey)].flat()).toMatchInlineSnapshot(`
      [
        "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms::222222222222:key/",
        "arn:aws:kms:eu-west-1:222222222222:key/",
        "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      ]
    `);
  });
  test("one ARN is one class, two ARNs are two", () => {
    const one = identity([], [], { resource: key });
    const two = identity([], [], { resource: `${key}0` });
    expect(classesOf(one)).toMatchInlineSnapshot(`
      [
        "arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 = StringEquals arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      ]
    `);
    expect(classesOf(one, one)).toEqual(classesOf(one));
    expect(classesOf(one, two)).toMatchInlineSnapshot(`
      [
        "arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 = StringEquals arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 and not StringEquals arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b10",
        "arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b10 = StringEquals arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 and StringEquals arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b10",
      ]
    `);
    expect(examplesOf(one, identity([keys], []))).toMatchInlineSnapshot(`
      [
        "arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:::222222222222:key/",
        "arn:aws:kms::x:222222222222:key/",
        "arn:aws:kms:::key/:222222222222:key/",
        "arn:aws:kms::x:key/:222222222222:key/",
        "arn:aws:kms:::alias/:222222222222:key/",
        "arn:aws:kms::x:alias/:222222222222:key/",
        "arn:aws:kms:::alias/aws/:222222222222:key/",
        "arn:aws:kms::x:alias/aws/:222222222222:key/",
        "arn:aws:kms::222222222222:222222222222:key/",
        "arn:aws:kms::222222222222:alias/:222222222222:key/",
        "arn:aws:kms::222222222222:alias/aws/:222222222222:key/",
      ]
    `);
    expect(examplesOf(identity([keys, keys], []), one)).toEqual(
      examplesOf(one, identity([keys], [])),
    );
  });
  test("accounts are named by patterns, a wildcard names none", () => {
    const accounts = (...like: string[]) => [...tableOf(identity(like, [])).accounts];
    expect(accounts(keys, "arn:aws:kms:*:*:key/*", "arn:aws:s3:::*", "*")).toEqual([
      "222222222222",
    ]);
    expect(accounts("arn:aws:iam::$account:role/*", "arn:aws:iam::11111111111?:role/*")).toEqual([
      "$account",
    ]);
    const elsewhere = ["*", "arn:aws:kms:*:333333333333:key/*"];
    const fixed = identity([], [{ Action: "kms:*", Resource: elsewhere }], { resource: key });
    expect([...tableOf(fixed).accounts]).toEqual(["222222222222"]);
    const all = identity(["*"], [{ Action: "kms:*", Resource: elsewhere }]);
    expect([...tableOf(all).accounts]).toEqual(["333333333333"]);
  });
  test("an account stands in an ARN only", () => {
    const parts = "aws:ec2:us-east-1:222222222222";
    expect(
      classesOf(identity([`arn:${parts}:*`, `xrn:${parts}:*`, `arn:${parts}`], [])),
    ).toMatchInlineSnapshot(`
      [
        "arn:aws:ec2:us-east-1:222222222222:example = StringLike arn:aws:ec2:us-east-1:222222222222:*|xrn:aws:ec2:us-east-1:222222222222:*|arn:aws:ec2:us-east-1:222222222222 and ArnLike arn:aws:*:*:*:*",
        "xrn:aws:ec2:us-east-1:222222222222:example = StringLike arn:aws:ec2:us-east-1:222222222222:*|xrn:aws:ec2:us-east-1:222222222222:*|arn:aws:ec2:us-east-1:222222222222 and not ArnLike arn:aws:*:*:*:*",
      ]
    `);
  });
  test("every resource is what a question about all of them asks", () => {
    const question = identity(["*"], []);
    const table = tableOf(question);
    const every = table.where(() => true);
    expect(table.describe(every, readQuestion(question))).toEqual({ anyOf: [[]] });
  });
});
