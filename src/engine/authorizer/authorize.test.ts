import { describe, expect, test } from "vitest";
import type { Policy } from "#policy";
import {
  type AccessRequest,
  authorize,
  explainDecision,
  type PolicySet,
  requestContext,
} from "../index.ts";

const request: AccessRequest = {
  principal: "arn:aws:sts::222222222222:assumed-role/r/s",
  action: "s3:GetObject",
  resource: "arn:aws:s3:::b/o",
};
const allowAll = { Effect: "Allow", Action: "*", Resource: "*" };
const policyOf = (...statements: unknown[]) =>
  ({ Version: "2012-10-17", Statement: statements }) as Policy;
const outcomeOf = (...statements: unknown[]) =>
  authorize(request, { identityPolicies: [policyOf(...statements)] }).outcome;

describe("a malformed Allow never allows", () => {
  test.each<[unknown]>([
    [null],
    ["Allow"],
    [{}],
    [{ ...allowAll, Effect: "allow" }],
    [{ ...allowAll, Effect: ["Allow"] }],
    [{ ...allowAll, Action: undefined }],
    [{ ...allowAll, Action: null }],
    [{ ...allowAll, Action: ["s3:*", 5] }],
    [{ ...allowAll, Action: "s3" }],
    [{ ...allowAll, Action: [] }],
    [{ ...allowAll, NotAction: "iam:*" }],
    [{ Effect: "Allow", NotAction: [], Resource: "*" }],
    [{ ...allowAll, Resource: undefined }],
    [{ ...allowAll, Resource: { a: "*" } }],
    [{ ...allowAll, Resource: [] }],
    [{ ...allowAll, NotResource: "x" }],
    [{ ...allowAll, Resource: "arn:aws:${aws:x}:::b/o" }],
    [{ ...allowAll, Principal: "*" }],
    [{ ...allowAll, Condition: [] }],
  ])("%j", (statement) => {
    expect(outcomeOf(statement)).toBe("implicitly-denied");
  });
});

describe("a request that nobody can send is never allowed, whatever the policies allow", () => {
  const everything = policyOf({ ...allowAll, Principal: "*" });
  const policies: PolicySet = {
    identityPolicies: [policyOf(allowAll)],
    resourcePolicy: everything,
    grants: [{ granteePrincipal: request.principal, operations: ["Decrypt"] }],
  };
  const key = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const calls: readonly AccessRequest[] = [
    request,
    { ...request, action: "kms:Decrypt", resource: key },
    { ...request, action: "sts:GetCallerIdentity", resource: "*" },
    { ...request, principal: "ec2.amazonaws.com" },
    { ...request, principal: "222222222222" },
  ];
  const odd: readonly unknown[] = [
    null,
    0,
    7,
    true,
    "",
    [],
    ["a"],
    {},
    { toString: 1 },
    Number.NaN,
  ];
  const malformed: readonly [string, unknown][] = [
    ...odd.map((value): [string, unknown] => ["principal", value]),
    ...[...odd, "Decrypt"].map((value): [string, unknown] => ["action", value]),
    ...odd.map((value): [string, unknown] => ["resource", value]),
    ...odd
      .filter((value) => value !== "")
      .map((value): [string, unknown] => ["resourceAccount", value]),
    ...[null, 7, true, "x", ["x"]].map((value): [string, unknown] => ["context", value]),
    ...[null, 7, true, {}, { toString: 1 }, [7], [null], ["x", ["y"]], [{}]].map(
      (value): [string, unknown] => ["context", { "aws:x": "1", "aws:y": value }],
    ),
  ];

  test("while the same calls as they should be are", () => {
    for (const call of calls) expect(authorize(call, policies).outcome).toBe("allowed");
  });

  test.each(malformed)("%s: %j", (member, value) => {
    for (const call of calls) {
      const decision = authorize({ ...call, [member]: value } as AccessRequest, policies);
      expect(decision.outcome).toBe("implicitly-denied");
      expect(decision.reason).toMatchObject({ kind: "malformed-request", member });
      expect(explainDecision(decision)).toMatch(/^Denied: the request/);
    }
  });

  test.each([["principal"], ["action"], ["resource"]])("without %s", (member) => {
    for (const call of calls) {
      const { [member as "action"]: _, ...rest } = call;
      expect(authorize(rest as AccessRequest, policies).outcome).toBe("implicitly-denied");
    }
  });

  test.each(odd.map((value) => [value]))("%j in place of a request", (value) => {
    expect(authorize(value as never, policies).outcome).toBe("implicitly-denied");
  });

  test("and the reason names the condition key", () => {
    const asked = { ...request, context: { "aws:x": { a: 1 } } } as unknown as AccessRequest;
    expect(explainDecision(authorize(asked, policies))).toContain("condition key aws:x");
  });
});

describe("a malformed Deny denies in spite of what cannot be read in it", () => {
  test.each<[unknown]>([
    [{ Effect: "Deny" }],
    [{ Effect: "DENY", Action: "s3:*", Resource: "*" }],
    [{ Effect: "Deny", Action: 5, Resource: "*" }],
    [{ Effect: "Deny", Action: "s3:*" }],
    [{ Effect: "Deny", Action: "s3:*", Resource: null }],
    [{ Effect: "Deny", Action: "s3:*", Resource: "*", Principal: "*" }],
    [{ Effect: "Deny", Action: "s3:*", Resource: "*", Condition: { Perhaps: { a: "b" } } }],
  ])("%j", (statement) => {
    expect(outcomeOf(allowAll, statement)).toBe("explicitly-denied");
  });

  test.each<[unknown]>([
    [{ Effect: "Deny", Action: "kms:*" }],
    [{ Effect: "Deny", Action: [], Resource: "*" }],
    [{ Effect: "Deny", Action: "s3:*", Resource: [] }],
    [{ Effect: "Refuse", Action: "s3:*", Resource: "*" }],
  ])("but not in spite of what can: %j", (statement) => {
    expect(outcomeOf(allowAll, statement)).toBe("allowed");
  });

  test("and the trace says what was assumed", () => {
    const denies = { Sid: "Odd", Effect: "Deny", Action: "s3:*" };
    const decision = authorize(request, { identityPolicies: [policyOf(allowAll, denies)] });
    expect(explainDecision(decision)).toBe(
      "Denied: statement Odd of the identity policy denies r s3:GetObject on arn:aws:s3:::b/o (what cannot be read in it is taken to fit: `Resource`: it is missing).",
    );
  });
});

test("a slot that is there but holds no policy allows nothing", () => {
  const set = { identityPolicies: [policyOf(allowAll)], permissionsBoundary: "x" };
  expect(authorize(request, set as unknown as PolicySet).reason).toEqual({
    kind: "boundary-silent",
  });
});

test("the trace names every statement's place, and the first element that fails", () => {
  const first = policyOf({ Sid: "Other", Effect: "Allow", Action: "ec2:*", Resource: "*" });
  const second = {
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Action: "s3:Get*",
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
    },
  } as Policy;
  const scp = policyOf(allowAll);
  const { trace } = authorize(
    { ...request, context: { "aws:requestedregion": "eu-west-1" } },
    { identityPolicies: [first, second], serviceControlPolicies: [[scp], [first, scp]] },
  );
  expect(trace.layers).toEqual([
    { slot: "identityPolicies", says: "nothing" },
    { slot: "serviceControlPolicies", level: 0, says: "allows" },
    { slot: "serviceControlPolicies", level: 1, says: "allows" },
  ]);
  expect(trace.statements.slice(0, 2)).toEqual([
    {
      result: "fails",
      effect: "Allow",
      at: { slot: "identityPolicies", index: 0, statement: 0, sid: "Other" },
      failure: { kind: "action", element: "Action", written: ["ec2:*"], found: "s3:GetObject" },
      close: false,
    },
    {
      result: "fails",
      effect: "Allow",
      at: { slot: "identityPolicies", index: 1, statement: 0 },
      failure: {
        kind: "condition",
        operator: "StringEquals",
        key: "aws:RequestedRegion",
        written: ["us-east-1"],
        found: ["eu-west-1"],
        unresolved: [],
      },
      close: true,
    },
  ]);
  expect(trace.statements.at(-1)?.at).toEqual({
    slot: "serviceControlPolicies",
    level: 1,
    index: 1,
    statement: 0,
  });
});

test("a changed policy is a new object, and is read again", () => {
  const before = policyOf(allowAll);
  const after = { ...before, Statement: [] } as Policy;
  for (const [policy, outcome] of [
    [before, "allowed"],
    [after, "implicitly-denied"],
    [before, "allowed"],
  ] as const)
    expect(authorize(request, { identityPolicies: [policy] }).outcome).toBe(outcome);
});

test("a policy is still known after many others", () => {
  const policy = policyOf(allowAll);
  for (let count = 0; count < 2_000; count += 1) {
    authorize(request, { identityPolicies: [policyOf()] });
    if (count % 100 === 0)
      expect(authorize(request, { identityPolicies: [policy] }, { trace: false }).outcome).toBe(
        "allowed",
      );
  }
});

test("a policy that was asked about many actions answers as one that is new", () => {
  const statements = [
    { Effect: "Allow", Action: ["s3:A1*", "s3:a7"], Resource: "*" },
    { Effect: "Allow", NotAction: "s3:A*", Resource: "*" },
    { Effect: "Deny", Action: "s3:A12*", Resource: "*" },
    {
      Effect: "Deny",
      Action: 5,
      Resource: "arn:aws:s3:::b/o",
      Condition: { Bool: { "aws:x": "true" } },
    },
  ];
  const known = policyOf(...statements);
  const actions = Array.from({ length: 200 }, (_, count) => `s3:${count % 3 ? "A" : "b"}${count}`);
  for (const action of [...actions, ...actions])
    for (const context of [{}, { "aws:x": "true" }]) {
      const asked = { ...request, action, context };
      const fresh = authorize(asked, { identityPolicies: [policyOf(...statements)] });
      expect(authorize(asked, { identityPolicies: [known] })).toEqual(fresh);
    }
});

test("the trace says why a retiring account does not let its principal retire a grant", () => {
  const { trace } = authorize(
    {
      principal: "arn:aws:iam::111111111111:role/r",
      action: "kms:RetireGrant",
      resource: "arn:aws:kms:us-east-1:222222222222:key/k",
    },
    { grants: [{ retiringPrincipal: "111111111111", operations: ["Decrypt"] }] },
  );
  expect(trace.grants).toEqual([
    {
      index: 0,
      result: "fails",
      problem: "it leaves retiring to the account, and its identity policies do not allow it",
    },
  ]);
});

describe("requestContext adds what AWS fills in", () => {
  const key = "arn:aws:kms:us-east-1:222222222222:key/k";
  test.each<[string, AccessRequest, Record<string, string | string[]>]>([
    [
      "a role session on a key",
      {
        principal: "arn:aws:sts::111111111111:assumed-role/r/s",
        action: "kms:Decrypt",
        resource: key,
      },
      {
        "aws:PrincipalIsAWSService": "false",
        "aws:PrincipalType": "AssumedRole",
        "aws:PrincipalArn": "arn:aws:iam::111111111111:role/r",
        "aws:PrincipalAccount": "111111111111",
        "aws:ViaAWSService": "false",
        "aws:RequestedRegion": "us-east-1",
        "aws:ResourceAccount": "222222222222",
        "kms:CallerAccount": "111111111111",
      },
    ],
    [
      "the request's own keys win, in any case",
      {
        principal: "arn:aws:iam::111111111111:user/path/u",
        action: "kms:Decrypt",
        resource: key,
        context: {
          "AWS:requestedregion": "eu-west-1",
          "kms:ViaService": "ec2.us-east-1.amazonaws.com",
          "kms:ResourceAliases": ["a", "b"],
        },
      },
      {
        "aws:PrincipalIsAWSService": "false",
        "aws:PrincipalType": "User",
        "aws:PrincipalArn": "arn:aws:iam::111111111111:user/path/u",
        "aws:PrincipalAccount": "111111111111",
        "aws:username": "u",
        "aws:ViaAWSService": "true",
        "aws:ResourceAccount": "222222222222",
        "kms:CallerAccount": "111111111111",
        "AWS:requestedregion": "eu-west-1",
        "kms:ViaService": "ec2.us-east-1.amazonaws.com",
        "kms:ResourceAliases": ["a", "b"],
      },
    ],
    [
      "a service, no key",
      { principal: "ec2.amazonaws.com", action: "kms:ListAliases", resource: "*" },
      {
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": "ec2.amazonaws.com",
        "aws:ViaAWSService": "false",
      },
    ],
    [
      "a resource of AWS",
      {
        principal: "arn:aws:iam::111111111111:role/r",
        action: "iam:GetPolicy",
        resource: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      },
      {
        "aws:PrincipalIsAWSService": "false",
        "aws:PrincipalType": "AssumedRole",
        "aws:PrincipalArn": "arn:aws:iam::111111111111:role/r",
        "aws:PrincipalAccount": "111111111111",
        "aws:ViaAWSService": "false",
      },
    ],
    [
      "a service that makes a key, which has no account",
      { principal: "ec2.amazonaws.com", action: "kms:CreateKey", resource: "*" },
      {
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": "ec2.amazonaws.com",
        "aws:ViaAWSService": "false",
      },
    ],
    [
      "the root of an account",
      { principal: "111111111111", action: "kms:CreateKey", resource: "*" },
      {
        "aws:PrincipalIsAWSService": "false",
        "aws:PrincipalType": "Account",
        "aws:PrincipalArn": "arn:aws:iam::111111111111:root",
        "aws:PrincipalAccount": "111111111111",
        "aws:userid": "111111111111",
        "aws:ViaAWSService": "false",
        "aws:ResourceAccount": "111111111111",
        // Source: Service Authorization Reference, AWS KMS (CreateKey lists kms:CallerAccount).
        "kms:CallerAccount": "111111111111",
      },
    ],
  ])("%s", (_, asked, expected) => {
    expect(requestContext(asked)).toEqual(expected);
  });
});
