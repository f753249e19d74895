import { expect, test } from "vitest";
import type { Condition, Statement } from "#policy";
import { authorize } from "../authorizer/authorize.ts";
import type { AccessRequest, PolicySet } from "../authorizer/types.ts";
import { cellIncludes } from "./includes.ts";
import { reach } from "./reach.ts";

const key = "arn:aws:kms:us-east-1:222222222222:key/k";
const role = "arn:aws:iam::222222222222:role/team/R";
const session = "arn:aws:sts::222222222222:assumed-role/R/s";
const version = "2012-10-17";

/** An Allow for everyone, or for whom `more` says. */
const allow = (condition?: Condition, more: Statement = {}): Statement => ({
  Effect: "Allow",
  Principal: "*",
  Action: "kms:Decrypt",
  Resource: "*",
  ...(condition ? { Condition: condition } : {}),
  ...more,
});
const deny = (condition?: Condition, more: Statement = {}): Statement => ({
  ...allow(condition, more),
  Effect: "Deny",
});
const policy = (...statements: Statement[]): PolicySet => ({
  resourcePolicy: { Version: version, Statement: statements },
});
const asks = (
  context: AccessRequest["context"],
  principal = role,
  more: Partial<AccessRequest> = {},
): AccessRequest => ({ principal, action: "kms:Decrypt", resource: key, context, ...more });
const identity: PolicySet = {
  identityPolicies: [
    { Version: version, Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
  ],
};
const account = { AWS: "arn:aws:iam::222222222222:root" };
const asText = (condition: Condition): PolicySet => ({
  resourcePolicy: { Statement: [allow(condition)] },
});

/** What each request comes to; the numbers are those of the notes on the semantics. */
const cases: [string, PolicySet, [AccessRequest, boolean][]][] = [
  [
    "1 several values under an Allow: all must fit",
    policy(allow({ StringEquals: { "aws:x": "a" } })),
    [
      [asks({ "aws:x": ["a", "b"] }), false],
      [asks({ "aws:x": ["a", "a"] }), true],
    ],
  ],
  [
    "1 several values under a Deny: one is enough",
    policy(allow(), deny({ StringEquals: { "aws:x": "a" } })),
    [
      [asks({ "aws:x": ["a", "b"] }), false],
      [asks({ "aws:x": "b" }), true],
    ],
  ],
  [
    "2 an empty text alone is an empty set",
    policy(allow({ "ForAllValues:StringEquals": { "aws:x": "a" } })),
    [
      [asks({ "aws:x": [""] }), true],
      [asks({ "aws:x": ["a", ""] }), false],
      [asks({ "aws:x": [] }), true],
    ],
  ],
  [
    "2 ForAnyValue has no value in it",
    policy(allow({ "ForAnyValue:StringLike": { "aws:x": "*" } })),
    [
      [asks({ "aws:x": [""] }), false],
      [asks({ "aws:x": ["", ""] }), true],
    ],
  ],
  [
    "3 an absent key passes a negated operator",
    policy(allow({ StringNotEquals: { "aws:x": "a" } })),
    [
      [asks({}), true],
      [asks({ "aws:x": "a" }), false],
    ],
  ],
  [
    "3 ForAnyValue with IfExists: no Allow",
    policy(allow({ "ForAnyValue:StringEqualsIfExists": { "aws:x": "a" } })),
    [
      [asks({}), false],
      [asks({ "aws:x": "a" }), true],
    ],
  ],
  [
    "3 ForAnyValue with IfExists: a Deny",
    policy(allow(), deny({ "ForAnyValue:StringEqualsIfExists": { "aws:x": "a" } })),
    [
      [asks({}), false],
      [asks({ "aws:x": "b" }), true],
    ],
  ],
  [
    "3 no values: no Allow but without the key",
    policy(allow({ StringEqualsIfExists: { "aws:x": [] } })),
    [
      [asks({}), true],
      [asks({ "aws:x": "a" }), false],
    ],
  ],
  [
    "3 no values: a negated Deny always",
    policy(allow(), deny({ StringNotEquals: { "aws:x": [] } })),
    [
      [asks({}), false],
      [asks({ "aws:x": "a" }), false],
    ],
  ],
  [
    "4 an unknown operator: never an Allow",
    policy(allow({ Nonsense: { "aws:x": "a" } })),
    [[asks({ "aws:x": "a" }), false]],
  ],
  [
    "4 an unknown operator: always a Deny",
    policy(allow(), deny({ Nonsense: { "aws:x": "a" } })),
    [[asks({}), false]],
  ],
  [
    "4 Action beside NotAction: always a Deny",
    policy(allow(), deny(undefined, { NotAction: "kms:Decrypt" })),
    [[asks({}), false]],
  ],
  [
    "5 without a version a variable is a text",
    asText({ StringEquals: { "aws:x": "${aws:username}" } }),
    [
      [asks({ "aws:x": "u", "aws:username": "u" }), false],
      [asks({ "aws:x": "${aws:username}" }), true],
    ],
  ],
  [
    "5 with a version it is a variable",
    policy(allow({ StringEquals: { "aws:x": "${aws:username}" } })),
    [
      [asks({ "aws:x": "u", "aws:username": "u" }), true],
      [asks({ "aws:x": "${aws:username}" }), false],
    ],
  ],
  [
    "6 a variable of two values has none, a default stands in",
    policy(allow({ StringEquals: { "aws:x": "${aws:y, 'd'}" } })),
    [
      [asks({ "aws:x": "d", "aws:y": ["a", "b"] }), true],
      [asks({ "aws:x": "a", "aws:y": "a" }), true],
    ],
  ],
  [
    "6 the star of a variable is a character",
    policy(allow({ StringLike: { "aws:x": "${aws:y}" } })),
    [
      [asks({ "aws:x": "a", "aws:y": "*" }), false],
      [asks({ "aws:x": "*", "aws:y": "*" }), true],
    ],
  ],
  [
    "7 a pattern as principal allows nobody",
    policy(allow(undefined, { Principal: { AWS: "arn:aws:iam::*:role/R" } })),
    [
      [asks({}), false],
      [asks({}, session), false],
    ],
  ],
  [
    "7 a pattern as principal denies a role and its sessions",
    policy(allow(), deny(undefined, { Principal: { AWS: "arn:aws:iam::*:role/R" } })),
    [
      [asks({}, session), false],
      [asks({}, role), true],
      [asks({}, "arn:aws:iam::222222222222:role/R"), false],
    ],
  ],
  [
    "8 a role with a path stands for every session of that name",
    policy(allow(undefined, { Principal: { AWS: role } })),
    [
      [asks({}, session), true],
      [asks({}, "arn:aws:iam::222222222222:role/R"), false],
      [asks({}, role), true],
    ],
  ],
  [
    "9 the root of another account needs no policy",
    policy(allow(undefined, { Principal: { AWS: "333333333333" } })),
    [
      [asks({}, "arn:aws:iam::333333333333:root"), true],
      [asks({}, "arn:aws:iam::333333333333:user/u"), false],
      [asks({}, "333333333333"), true],
    ],
  ],
  [
    "9 a bare account id passes where a root of another partition does not",
    policy(allow(undefined, { Principal: { AWS: "arn:aws-cn:iam::222222222222:root" } })),
    [
      [asks({}, "222222222222"), true],
      [asks({}, "arn:aws:iam::222222222222:root"), false],
    ],
  ],
  [
    "10 NotPrincipal spares a session with its role and account",
    policy(
      allow(),
      deny(undefined, {
        Principal: undefined as never,
        NotPrincipal: { AWS: [session, role, "222222222222"] },
      }),
    ),
    [
      [asks({}, session), true],
      [asks({}, `${session}2`), false],
    ],
  ],
  [
    "10 and nobody who has a boundary",
    {
      ...policy(
        allow(),
        deny(undefined, {
          Principal: undefined as never,
          NotPrincipal: { AWS: [session, role, "222222222222"] },
        }),
      ),
      permissionsBoundary: identity.identityPolicies ?? [],
    },
    [[asks({}, session), false]],
  ],
  [
    "11 a silent boundary limits a role, not its session by name",
    {
      ...policy(allow(undefined, { Principal: { AWS: [role, `${session}1`] } })),
      permissionsBoundary: [{ Version: version, Statement: [] }],
    },
    [
      [asks({}, role), false],
      [asks({}, `${session}1`), true],
      [asks({}, session), false],
    ],
  ],
  [
    "13 service-linked roles are outside service control policies",
    {
      ...identity,
      ...policy(allow(undefined, { Principal: account })),
      serviceControlPolicies: [[{ Version: version, Statement: [] }]],
    },
    [
      [
        asks(
          {},
          "arn:aws:iam::222222222222:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
        ),
        true,
      ],
      [asks({}, role), false],
    ],
  ],
  [
    "15 a wildcard stays within a part of an ARN",
    policy(allow({ ArnLike: { "aws:a": "arn:aws:iam::*:role/x" } })),
    [
      [asks({ "aws:a": "arn:aws:iam::1:role/x" }), true],
      [asks({ "aws:a": "arn:aws:iam::1:2:role/x" }), false],
      [asks({ "aws:a": "x" }), false],
    ],
  ],
  [
    "15 a star alone is any ARN, not any text",
    policy(allow({ ArnLike: { "aws:a": "*" } })),
    [
      [asks({ "aws:a": "x" }), false],
      [asks({ "aws:a": "a:b:c:d:e:f" }), true],
    ],
  ],
  [
    "15 case counts, and does not in Bool",
    policy(allow({ Bool: { "aws:b": "true" }, StringEquals: { "aws:x": "A" } })),
    [
      [asks({ "aws:b": "TRUE", "aws:x": "A" }), true],
      [asks({ "aws:b": "true", "aws:x": "a" }), false],
    ],
  ],
  [
    "16 one number, three texts",
    policy(allow({ NumericEquals: { "aws:n": "7" }, StringNotEquals: { "aws:n": "7" } })),
    [
      [asks({ "aws:n": "7" }), false],
      [asks({ "aws:n": "7.0" }), true],
      [asks({ "aws:n": "07" }), true],
    ],
  ],
  [
    "16 four digits are a year",
    policy(allow({ DateLessThan: { "aws:d": "2027" } })),
    [
      [asks({ "aws:d": "2026" }), true],
      [asks({ "aws:d": "2028" }), false],
      [asks({ "aws:d": "20260" }), true],
    ],
  ],
  [
    "17 a range is in wider ranges only",
    policy(allow({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } })),
    [
      [asks({ "aws:SourceIp": "10.1.0.0/16" }), true],
      [asks({ "aws:SourceIp": "0.0.0.0/0" }), false],
      [asks({ "aws:SourceIp": "::a00:1" }), false],
    ],
  ],
  [
    "18 who calls and aws:PrincipalArn are two",
    policy(allow({ ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::111111111111:user/u" } })),
    [
      [asks({ "aws:PrincipalArn": "arn:aws:iam::111111111111:user/u" }), true],
      [asks({}), false],
    ],
  ],
  [
    "20 two spellings of a key: the first counts",
    policy(allow({ StringEquals: { "aws:x": "a" } })),
    [
      [asks({ "aws:X": "a", "aws:x": "b" }), true],
      [asks({ "aws:x": "b", "aws:X": "a" }), false],
    ],
  ],
];

test.each(cases)("%s", (_name, policies, requests) => {
  const { allowed, undecided } = reach({ policies, resource: key });
  expect(undecided).toEqual([]);
  const copies = structuredClone(allowed);
  for (const [request, isAllowed] of requests) {
    expect(authorize(request, policies).outcome === "allowed").toBe(isAllowed);
    expect(copies.some((cell) => cellIncludes(cell, request))).toBe(isAllowed);
  }
});

test("12 whose a resource without an account is, the request says or the caller's account is", () => {
  const policies = identity;
  const { allowed } = reach({ policies, resource: "*", actions: ["kms:CreateKey"] });
  const create = (context: AccessRequest["context"], resourceAccount?: string): AccessRequest => ({
    ...asks(context, role, { action: "kms:CreateKey", resource: "*" }),
    ...(resourceAccount === undefined ? {} : { resourceAccount }),
  });
  for (const request of [
    create({}),
    create({ "aws:ResourceAccount": "111111111111" }),
    create({}, "111111111111"),
    create({}, "222222222222"),
  ])
    expect(allowed.some((cell) => cellIncludes(cell, request))).toBe(
      authorize(request, policies).outcome === "allowed",
    );
});

test("14 ListAliases on a key is allowed by a policy and sent by nobody", () => {
  const question = { policies: policy(allow(undefined, { Action: "kms:*" })), resource: key };
  const actions = (requests: "any" | "real") =>
    reach({ ...question, requests }).allowed.flatMap((cell) => cell.actions);
  expect(actions("any")).toContain("kms:ListAliases");
  expect(actions("real")).not.toContain("kms:ListAliases");
  expect(actions("real")).toContain("kms:Decrypt");
});

test("19 an exact organization still lets in each other account of it", () => {
  const open = policy(allow({ StringEquals: { "aws:PrincipalOrgID": "o-1" } }));
  const request = asks({ "aws:PrincipalOrgID": "o-1" }, "arn:aws:iam::999999999999:root");
  const { allowed } = reach({ policies: open, resource: key });
  expect(authorize(request, open).outcome).toBe("allowed");
  expect(allowed.some((cell) => cellIncludes(cell, request))).toBe(true);
});
