import { describe, expect, test } from "vitest";
import { account, key, onBucket, policyOf, role, user } from "#testing/calls-in-one-account";
import {
  type AccessRequest,
  authorize,
  type Failure,
  type PolicySet,
  type Trace,
} from "../../index.ts";

const request: AccessRequest = {
  ...onBucket,
  context: { "aws:A": "x", "aws:List": ["x", "y"] },
};
const allow = { Effect: "Allow", Action: "*", Resource: "*" };
const traceOfCall = (asked: Partial<AccessRequest>, policies: PolicySet): Trace =>
  authorize({ ...request, ...asked }, policies).trace;

const isMissing = "it is missing";
const noText = "it is neither a text nor a list of texts";
const misplaced = "it must not stand in such a document";
const malformed = (element: string, problem: string): Failure => ({
  kind: "malformed",
  element,
  problem,
});
const condition = (failure: object) => ({ kind: "condition", unresolved: [], ...failure });

describe("why a statement of an identity policy fails", () => {
  test.each<[object, object, boolean]>([
    [
      { Action: "kms:*" },
      { kind: "action", element: "Action", written: ["kms:*"], found: "s3:GetObject" },
      false,
    ],
    [
      { Action: undefined, NotAction: ["s3:*", "kms:*"] },
      { kind: "action", element: "NotAction", written: ["s3:*", "kms:*"], found: "s3:GetObject" },
      false,
    ],
    [{ Action: 5 }, malformed("Action", noText), false],
    [{ Action: "s3" }, malformed("Action", "`s3` names no service"), false],
    [{ Action: undefined }, malformed("Action", isMissing), false],
    [{ NotAction: "*" }, malformed("Action", "the element and its negation stand together"), false],
    [
      { Resource: "arn:aws:s3:::c/*" },
      {
        kind: "resource",
        element: "Resource",
        written: ["arn:aws:s3:::c/*"],
        found: request.resource,
        unresolved: [],
      },
      true,
    ],
    [
      { Resource: undefined, NotResource: "arn:aws:s3:::b/*" },
      {
        kind: "resource",
        element: "NotResource",
        written: ["arn:aws:s3:::b/*"],
        found: request.resource,
        unresolved: [],
      },
      true,
    ],
    [
      { Resource: "arn:aws:s3:::b/${aws:username}" },
      {
        kind: "resource",
        element: "Resource",
        written: ["arn:aws:s3:::b/${aws:username}"],
        found: request.resource,
        unresolved: ["aws:username"],
      },
      true,
    ],
    [{ Resource: undefined }, malformed("Resource", isMissing), true],
    [{ Resource: { a: "*" } }, malformed("Resource", noText), true],
    [{ Resource: undefined, NotResource: [] }, malformed("Resource", "its list is empty"), true],
    [{ Principal: "*" }, malformed("Principal", misplaced), true],
    [{ NotPrincipal: { AWS: user } }, malformed("NotPrincipal", misplaced), true],
    [
      { Principal: { Everyone: "*" } },
      malformed("Principal", "`Everyone` is no kind of principal"),
      true,
    ],
    [
      { Condition: { StringEquals: { "aws:A": ["y", "z"] } } },
      condition({ operator: "StringEquals", key: "aws:A", written: ["y", "z"], found: ["x"] }),
      true,
    ],
    [
      { Condition: { StringEquals: { "AWS:None": "y" } } },
      condition({ operator: "StringEquals", key: "AWS:None", written: ["y"] }),
      true,
    ],
    [
      { Condition: { StringLike: { "aws:A": "x" }, StringEquals: { "aws:A": "${aws:None}" } } },
      condition({
        operator: "StringEquals",
        key: "aws:A",
        written: ["${aws:None}"],
        found: ["x"],
        unresolved: ["aws:none"],
      }),
      true,
    ],
    [
      { Condition: { "ForAllValues:StringEquals": { "aws:list": "x" } } },
      condition({
        operator: "ForAllValues:StringEquals",
        key: "aws:list",
        written: ["x"],
        found: ["x", "y"],
      }),
      true,
    ],
    [
      { Condition: { Null: { "aws:A": "true" } } },
      condition({ operator: "Null", key: "aws:A", written: ["true"], found: ["x"] }),
      true,
    ],
    [
      { Condition: { Null: { "aws:None": false } } },
      condition({ operator: "Null", key: "aws:None", written: ["false"] }),
      true,
    ],
    [{ Condition: [] }, malformed("Condition", "`Condition` is not an object"), true],
    [
      { Condition: { Sounds: { "aws:A": "x" } } },
      malformed("Condition", "there is no operator `Sounds`"),
      true,
    ],
    [{ Effect: "Perhaps" }, malformed("Effect", "it must be `Allow` or `Deny`"), false],
    [{ Effect: ["Allow"] }, malformed("Effect", "it must be `Allow` or `Deny`"), false],
  ])("%j", (parts, failure, close) => {
    const { statements, layers } = traceOfCall(
      {},
      { identityPolicies: [policyOf({ ...allow, ...parts })] },
    );
    const at = { slot: "identityPolicies", index: 0, statement: 0 };
    expect(statements).toStrictEqual([{ result: "fails", effect: "Allow", at, failure, close }]);
    expect(layers).toStrictEqual([{ slot: "identityPolicies", says: "nothing" }]);
  });

  test.each([[null], ["Allow"], [[allow]], [5]])("%j is no statement", (statement) => {
    const { statements } = traceOfCall({}, { identityPolicies: [policyOf(allow, statement)] });
    expect(statements[1]).toStrictEqual({
      result: "fails",
      effect: "Allow",
      at: { slot: "identityPolicies", index: 0, statement: 1 },
      failure: malformed("Effect", "it must be `Allow` or `Deny`"),
      close: false,
    });
  });
});

describe("why a statement of a resource's policy fails", () => {
  const trust = { action: "sts:AssumeRole", resource: role };
  test.each<[Partial<AccessRequest>, object, object]>([
    [
      {},
      { Principal: { AWS: [role, account.replaceAll("1", "2")] } },
      { kind: "principal", element: "Principal", written: [role, "222222222222"], found: user },
    ],
    [
      {},
      { NotPrincipal: { AWS: user } },
      { kind: "principal", element: "NotPrincipal", written: [user], found: user },
    ],
    [{}, {}, malformed("Principal", isMissing)],
    [{}, { Principal: 5 }, malformed("Principal", "it is neither `*` nor an object")],
    [
      {},
      { Principal: { AWS: user }, Resource: "arn:aws:s3:::c" },
      {
        kind: "resource",
        element: "Resource",
        written: ["arn:aws:s3:::c"],
        found: request.resource,
        unresolved: [],
      },
    ],
    [trust, { NotPrincipal: { AWS: role } }, malformed("NotPrincipal", misplaced)],
    [trust, { Principal: { AWS: user } }, malformed("Resource", misplaced)],
    [
      trust,
      { Principal: { AWS: user }, Resource: undefined, NotResource: "x" },
      malformed("Resource", misplaced),
    ],
    [
      { action: "kms:Decrypt", resource: key },
      { Principal: "*", Resource: undefined },
      malformed("Resource", isMissing),
    ],
  ])("of a call %j: %j", (asked, parts, failure) => {
    const { statements } = traceOfCall(asked, { resourcePolicy: policyOf({ ...allow, ...parts }) });
    const at = { slot: "resourcePolicy", index: 0, statement: 0 };
    expect(statements).toStrictEqual([
      { result: "fails", effect: "Allow", at, failure, close: true },
    ]);
  });
});

describe("what a Deny was applied in spite of", () => {
  const deny = { Effect: "Deny", Action: "*", Resource: "*" };
  const at = { slot: "identityPolicies", index: 0, statement: 0 };
  test.each<[object, readonly string[] | undefined]>([
    [{}, undefined],
    [{ Action: 5 }, [`\`Action\`: ${noText}`]],
    [{ Principal: "*" }, [`\`Principal\`: ${misplaced}`]],
    [{ NotPrincipal: "*" }, [`\`NotPrincipal\`: ${misplaced}`]],
    [{ Resource: undefined }, [`\`Resource\`: ${isMissing}`]],
    [
      { Condition: { Sounds: { "aws:A": "x" }, StringEquals: { "aws:A": "x" }, Bool: 5 } },
      [
        "`Condition`: there is no operator `Sounds`",
        "`Condition`: what `Bool` holds is not an object",
      ],
    ],
    [
      { Action: undefined, Principal: 5, Resource: 5, Condition: 5 },
      [
        `\`Action\`: ${isMissing}`,
        "`Principal`: it is neither `*` nor an object",
        `\`Resource\`: ${noText}`,
        "`Condition`: `Condition` is not an object",
      ],
    ],
  ])("%j", (parts, assumed) => {
    const { statements, layers } = traceOfCall(
      {},
      { identityPolicies: [policyOf({ ...deny, ...parts })] },
    );
    const applies = { result: "applies", effect: "Deny", at, reaches: "directly" };
    expect(statements).toStrictEqual([assumed ? { ...applies, assumed } : applies]);
    expect(layers).toStrictEqual([{ slot: "identityPolicies", says: "denies" }]);
  });

  test("it fails on what can be read: it denies only what it speaks of", () => {
    const parts = {
      Action: 5,
      Resource: "arn:aws:s3:::c",
      Condition: { Sounds: { "aws:A": "x" } },
    };
    const { statements } = traceOfCall({}, { identityPolicies: [policyOf({ ...deny, ...parts })] });
    expect(statements).toStrictEqual([
      {
        result: "fails",
        effect: "Deny",
        at,
        failure: {
          kind: "resource",
          element: "Resource",
          written: ["arn:aws:s3:::c"],
          found: request.resource,
          unresolved: [],
        },
        close: true,
      },
    ]);
  });

  test("a trust policy's Deny with Resource", () => {
    const parts = { ...deny, Principal: "*" };
    const { statements } = traceOfCall(
      { action: "sts:AssumeRole", resource: role },
      { resourcePolicy: policyOf(parts) },
    );
    expect(statements).toStrictEqual([
      {
        result: "applies",
        effect: "Deny",
        at: { ...at, slot: "resourcePolicy" },
        reaches: "directly",
        assumed: [`\`Resource\`: ${misplaced}`],
      },
    ]);
  });
});
