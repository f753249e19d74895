import { expect, test } from "vitest";
import type { Condition, Policy, Statement } from "#policy";
import { answerLines, cellLines } from "#testing/reach/answer-lines";
import { accountOwnsKey, everyoneThroughEc2, exampleKeyArn } from "#testing/reach/example-key";
import { authorize } from "../authorizer/authorize.ts";
import type { PolicySet } from "../authorizer/types.ts";
import { compareReach } from "./compare.ts";
import { holds } from "./holds.ts";
import { cellIncludes } from "./includes.ts";
import { reach } from "./reach.ts";
import type { Claim, ReachPolicies, ReachQuestion } from "./types.ts";

const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const ec2 = "ec2.us-east-1.amazonaws.com";
const policy = (...Statement: Statement[]): Policy => ({ Version: "2012-10-17", Statement });
const allow = (Action: string | string[], more: Partial<Statement> = {}): Statement => ({
  Effect: "Allow",
  Action,
  Resource: "*",
  ...more,
});
const deny = (Action: string, condition: Condition): Statement => ({
  ...allow(Action, { Principal: "*", Condition: condition }),
  Effect: "Deny",
});
const ask = (policies: ReachPolicies, more: Partial<ReachQuestion> = {}): ReachQuestion => ({
  resource: exampleKeyArn,
  actions: ["kms:Decrypt", "kms:CreateGrant"],
  principals: [importer],
  policies: { identityPolicies: [policy(allow("*"))], ...policies },
  ...more,
});
const answers = (...questions: ReachQuestion[]) =>
  questions.map(answerLines).flatMap((lines) => [...lines, ""]);

test("a given value is in every request that is asked about", () => {
  const via = { resourcePolicy: policy(everyoneThroughEc2) };
  const account = { "kms:CallerAccount": "111111111111" };
  const given = (values: ReachQuestion["given"], more: Partial<ReachQuestion> = {}) =>
    ask(via, { given: values, ...more });
  expect(
    answers(
      given({}),
      given({ "kms:ViaService": ec2 }),
      given({ "KMS:viaservice": ec2, ...account }),
      given({ "kms:ViaService": "rds.us-east-1.amazonaws.com" }),
      given({ "kms:ViaService": null }),
      given({ "kms:CallerAccount": ["111111111111", "222222222222"] }),
      given({ "kms:CallerAccount": ["111111111111", "333333333333"] }),
      given({ "aws:SourceVpc": "vpc-1" }),
      given({ "aws:SourceVpc": null, "kms:ViaService": ec2, ...account }, { requests: "real" }),
      given({ "kms:CallerAccount": "222222222222" }, { requests: "real" }),
      given({ "aws:PrincipalArn": "arn:aws:iam::111111111111:role/Another" }, { requests: "real" }),
    ),
  ).toMatchInlineSnapshot(`
    [
      "Role CadoResponseRole of 111111111111 may call CreateGrant and Decrypt, only when kms:ViaService is ec2.us-east-1.amazonaws.com and kms:CallerAccount is 111111111111 or 222222222222.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:ViaService=ec2.us-east-1.amazonaws.com | kms:CallerAccount=111111111111",
      "  allowed by resourcePolicy.0.0, identityPolicies.0.0",
      "",
      "Role CadoResponseRole of 111111111111 may call CreateGrant and Decrypt, only when kms:CallerAccount is 111111111111 or 222222222222.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:ViaService=ec2.us-east-1.amazonaws.com | kms:CallerAccount=111111111111",
      "  allowed by resourcePolicy.0.0, identityPolicies.0.0",
      "",
      "Role CadoResponseRole of 111111111111 may call CreateGrant and Decrypt.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:ViaService=ec2.us-east-1.amazonaws.com | kms:CallerAccount=111111111111",
      "  allowed by resourcePolicy.0.0, identityPolicies.0.0",
      "",
      "",
      "",
      "Role CadoResponseRole of 111111111111 may call CreateGrant and Decrypt, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:ViaService=ec2.us-east-1.amazonaws.com | kms:CallerAccount=111111111111+222222222222",
      "  allowed by resourcePolicy.0.0, identityPolicies.0.0",
      "",
      "",
      "Role CadoResponseRole of 111111111111 may call CreateGrant and Decrypt, only when kms:ViaService is ec2.us-east-1.amazonaws.com and kms:CallerAccount is 111111111111 or 222222222222.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:ViaService=ec2.us-east-1.amazonaws.com | kms:CallerAccount=111111111111 | aws:sourcevpc=vpc-1",
      "  allowed by resourcePolicy.0.0, identityPolicies.0.0",
      "",
      "Role CadoResponseRole of 111111111111 may call CreateGrant and Decrypt.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=111111111111 | aws:ViaAWSService=true | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:ViaService=ec2.us-east-1.amazonaws.com | kms:CallerAccount=111111111111 | aws:PrincipalArn=arn:aws:iam::111111111111:role/CadoResponseRole",
      "  allowed by resourcePolicy.0.0, identityPolicies.0.0",
      "",
      "Role CadoResponseRole of 111111111111 may call CreateGrant and Decrypt, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=111111111111 | aws:ViaAWSService=true | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:ViaService=ec2.us-east-1.amazonaws.com | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::111111111111:role/CadoResponseRole",
      "  allowed by resourcePolicy.0.0, identityPolicies.0.0",
      "",
      "Role CadoResponseRole of 111111111111 may call CreateGrant and Decrypt, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=111111111111 | aws:ViaAWSService=true | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=111111111111 | kms:ViaService=ec2.us-east-1.amazonaws.com | aws:principalarn=arn:aws:iam::111111111111:role/Another",
      "  allowed by resourcePolicy.0.0, identityPolicies.0.0",
      "",
    ]
  `);
});

/** Whether a claim holds for any requests, and for those that AWS can send. */
const claims: [name: string, Statement[], Claim["never"]["when"], any: string, real: string][] = [
  [
    "a Bool is true or false",
    [
      allow("kms:CreateGrant", { Principal: "*" }),
      deny("*", { Bool: { "kms:GrantIsForAWSResource": "false" } }),
      deny("*", { Null: { "kms:GrantIsForAWSResource": "true" } }),
    ],
    { StringNotEquals: { "kms:GrantIsForAWSResource": "true" } },
    "refuted",
    "proved",
  ],
  [
    "a key that is no Bool has any value",
    [
      allow("kms:CreateGrant", { Principal: "*" }),
      deny("*", { StringEquals: { "kms:ViaService": "false" } }),
      deny("*", { Null: { "kms:ViaService": "true" } }),
    ],
    { StringNotEquals: { "kms:ViaService": "true" } },
    "refuted",
    "refuted",
  ],
  [
    "a key with one value has no second one",
    [
      allow("kms:CreateGrant", {
        Principal: "*",
        Condition: { "ForAnyValue:StringEquals": { "kms:ViaService": ec2 } },
      }),
    ],
    { "ForAnyValue:StringNotEquals": { "kms:ViaService": ec2 } },
    "refuted",
    "proved",
  ],
  [
    "a key that is a list may have a second one",
    [
      allow("kms:CreateGrant", {
        Principal: "*",
        Condition: { "ForAnyValue:StringEquals": { "kms:GrantOperations": "Decrypt" } },
      }),
    ],
    { "ForAnyValue:StringNotEquals": { "kms:GrantOperations": "Decrypt" } },
    "refuted",
    "refuted",
  ],
  [
    "the account of a caller follows from the caller",
    [allow("kms:CreateGrant", { Principal: { AWS: importer } })],
    { StringNotEquals: { "aws:PrincipalAccount": "111111111111" } },
    "refuted",
    "proved",
  ],
  [
    "the caller's name follows from the caller",
    [
      allow("kms:CreateGrant", {
        Principal: "*",
        Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/Another*" } },
      }),
    ],
    {},
    "refuted",
    "proved",
  ],
];

test("whether a claim holds for any requests, and for real ones", () => {
  for (const [name, statements, when, any, real] of claims) {
    const question = ask({ resourcePolicy: policy(...statements) });
    const claim: Claim = { id: "c", says: "", never: { when } };
    const resultOf = (requests: ReachQuestion["requests"]) =>
      holds(claim, { ...question, requests }).result;
    expect([name, resultOf("any"), resultOf("real")]).toEqual([name, any, real]);
  }
});

test("two questions are compared over any requests unless both are about real ones", () => {
  const open = ask({
    resourcePolicy: policy(allow("kms:Decrypt", { Principal: { AWS: importer } })),
  });
  const wide = ask({
    resourcePolicy: policy(
      allow("kms:Decrypt", { Principal: { AWS: importer } }),
      allow("kms:CreateGrant", {
        Principal: "*",
        Condition: { StringEquals: { "aws:PrincipalAccount": "222222222222" } },
      }),
    ),
  });
  const compared = (one: ReachQuestion["requests"], other: ReachQuestion["requests"]) => {
    const { gained, lost, undecided } = compareReach(
      { ...open, requests: one },
      { ...wide, requests: other },
    );
    return [
      ...gained.flatMap(cellLines),
      "lost",
      ...lost.flatMap(cellLines),
      "undecided",
      ...undecided.map(({ why }) => why),
      "",
    ];
  };
  expect([
    ...compared("any", "any"),
    ...compared("real", "any"),
    ...compared("any", "real"),
    ...compared("real", "real"),
  ]).toMatchInlineSnapshot(`
    [
      "Role CadoResponseRole of 111111111111 may call CreateGrant, only when aws:PrincipalAccount is 222222222222.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalAccount=222222222222",
      "  allowed by resourcePolicy.0.1, identityPolicies.0.0",
      "lost",
      "undecided",
      "",
      "Role CadoResponseRole of 111111111111 may call CreateGrant, only when aws:PrincipalAccount is 222222222222.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalAccount=222222222222",
      "  allowed by resourcePolicy.0.1, identityPolicies.0.0",
      "lost",
      "undecided",
      "",
      "Role CadoResponseRole of 111111111111 may call CreateGrant, only when aws:PrincipalAccount is 222222222222.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalArn=arn:aws:iam::111111111111:role/CadoResponseRole | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=111111111111 | aws:PrincipalAccount=222222222222",
      "  allowed by resourcePolicy.0.1, identityPolicies.0.0",
      "lost",
      "undecided",
      "",
      "lost",
      "undecided",
      "",
    ]
  `);
});

const linked =
  "arn:aws:iam::222222222222:role/aws-service-role/ec2.amazonaws.com/AWSServiceRoleForEC2";
const worker = "arn:aws:iam::222222222222:role/Worker";
const everyone: Statement = { Principal: "*" };
const guardrails: [name: string, PolicySet, allowed: string[]][] = [
  ["none", {}, [linked, worker]],
  ["a service control policy", { serviceControlPolicies: [[policy(allow("s3:*"))]] }, [linked]],
  [
    "a resource control policy",
    { resourceControlPolicies: [[policy(allow("s3:*", everyone))]] },
    [linked],
  ],
  ["an endpoint policy", { endpointPolicies: [policy(allow("s3:*", everyone))] }, []],
];

test.each(guardrails)(
  "a service-linked role stands outside guardrails: %s",
  (_name, more, expected) => {
    const policies: PolicySet = {
      identityPolicies: [policy(allow("*"))],
      resourcePolicy: policy(accountOwnsKey),
      ...more,
    };
    for (const requests of ["any", "real"] as const) {
      const { allowed } = reach({ resource: exampleKeyArn, policies, requests });
      const asks = [linked, worker].map((principal) => ({
        principal,
        action: "kms:Decrypt",
        resource: exampleKeyArn,
        context: requests === "real" ? { "aws:PrincipalArn": principal } : {},
      }));
      const isIn = asks.filter((request) => allowed.some((cell) => cellIncludes(cell, request)));
      expect(isIn.map(({ principal }) => principal)).toEqual(expected);
      const decided = asks.filter((request) => authorize(request, policies).outcome === "allowed");
      expect(decided).toEqual(isIn);
    }
  },
);

test("a grant is found for principals that only it names", () => {
  const grants = [
    { granteePrincipal: importer, operations: ["Decrypt"] },
    { granteePrincipal: "rds.amazonaws.com", retiringPrincipal: worker, operations: ["Encrypt"] },
  ];
  const question = ask(
    { resourcePolicy: policy(), identityPolicies: [], grants },
    { principals: undefined, actions: undefined },
  );
  expect(answers(question, { ...question, requests: "real" })).toMatchInlineSnapshot(`
    [
      "Role CadoResponseRole of 111111111111 may call Decrypt.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by ",
      "rds.amazonaws.com may call Encrypt.",
      "  rds.amazonaws.com kms:Encrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by ",
      "Role Worker of 222222222222 may call RetireGrant.",
      "  arn:aws:iam::222222222222:role/Worker kms:RetireGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by ",
      "",
      "Role CadoResponseRole of 111111111111 may call Decrypt.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=111111111111 | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=111111111111 | aws:PrincipalArn=arn:aws:iam::111111111111:role/CadoResponseRole",
      "  allowed by ",
      "rds.amazonaws.com may call Encrypt.",
      "  rds.amazonaws.com kms:Encrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=true | aws:PrincipalServiceName=rds.amazonaws.com | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222",
      "  allowed by ",
      "Role Worker of 222222222222 may call RetireGrant.",
      "  arn:aws:iam::222222222222:role/Worker kms:RetireGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:role/Worker",
      "  allowed by ",
      "",
    ]
  `);
});
