import fc from "fast-check";
import { expect, test } from "vitest";
import type { Principal, Statement } from "#policy";
import { authorize } from "../authorizer/authorize.ts";
import { requestContext } from "../authorizer/request/request-context.ts";
import type { AccessRequest, PolicySet } from "../authorizer/types.ts";
import { cellIncludes } from "./includes.ts";
import { anyIdentityPolicy } from "./model/stand-ins.ts";
import { reach } from "./reach.ts";

const key = "arn:aws:kms:us-east-1:222222222222:key/k";
const accounts = ["111111111111", "222222222222", "333333333333"];
const principals = [
  ...accounts.flatMap((account) => [
    `arn:aws:iam::${account}:user/u`,
    `arn:aws:iam::${account}:role/team/R`,
    `arn:aws:iam::${account}:role/R`,
    `arn:aws:iam::${account}:role/Admin`,
    `arn:aws:sts::${account}:assumed-role/R/s`,
    `arn:aws:iam::${account}:root`,
  ]),
  "ec2.amazonaws.com",
  "*",
];
const actions = ["kms:Decrypt", "kms:CreateGrant", "kms:DescribeKey"];
const through = ["ec2.us-east-1.amazonaws.com", "rds.us-east-1.amazonaws.com"];
const comparisons: [string[], string, string[]][] = [
  [
    ["ArnLike", "ArnNotLike", "StringLike"],
    "aws:PrincipalArn",
    [
      "arn:aws:iam::*:role/R",
      "arn:aws:iam::222222222222:role/*",
      "arn:aws:iam::111111111111:role/team/R",
      "*",
    ],
  ],
  [
    ["StringEquals", "StringNotEquals", "StringLike"],
    "kms:CallerAccount",
    ["111111111111", "1*", "*2", "${aws:ResourceAccount}"],
  ],
  [
    ["StringEquals", "StringNotEquals"],
    "aws:PrincipalAccount",
    ["222222222222", "${kms:CallerAccount}"],
  ],
  [["StringEquals", "StringNotEqualsIfExists"], "aws:PrincipalType", ["User", "AssumedRole"]],
  [["StringEquals", "StringLike"], "aws:username", ["u", "*"]],
  [
    ["StringEquals", "StringLike", "StringNotEquals"],
    "kms:ViaService",
    [...through, "ec2.*.amazonaws.com"],
  ],
  [["Bool", "BoolIfExists"], "kms:GrantIsForAWSResource", ["true", "false"]],
  [["Bool", "Null"], "aws:ViaAWSService", ["true", "false"]],
  [["StringEquals", "StringNotEqualsIfExists"], "aws:PrincipalOrgID", ["o-1"]],
  [["StringEquals"], "aws:PrincipalTag/team", ["a", "${aws:username}", "${aws:PrincipalAccount}"]],
];
const condition = fc
  .array(fc.tuple(fc.constantFrom(...comparisons), fc.nat(), fc.nat()), { maxLength: 2 })
  .map((list) =>
    Object.fromEntries(
      list.map(([[operators, name, values], one, other]) => [
        operators[one % operators.length],
        { [name]: values[other % values.length] ?? "" },
      ]),
    ),
  );
const statement = fc
  .record({
    effect: fc.constantFrom<"Allow" | "Deny">("Allow", "Allow", "Deny"),
    principal: fc.constantFrom<Principal>(
      "*",
      "*",
      { AWS: accounts },
      { AWS: principals.slice(0, 5) },
    ),
    action: fc.constantFrom<string | string[]>("kms:*", "kms:Decrypt", actions),
    condition,
  })
  .map(
    ({ effect, principal, action, condition: found }): Statement => ({
      Effect: effect,
      Principal: principal,
      Action: action,
      Resource: "*",
      Condition: found,
    }),
  );
const context = fc.record(
  {
    "kms:ViaService": fc.constantFrom(...through),
    "kms:GrantIsForAWSResource": fc.constantFrom("true", "false"),
    "aws:PrincipalOrgID": fc.constantFrom("o-1", "o-2"),
    "aws:PrincipalTag/team": fc.constantFrom("a", "u", "222222222222"),
  },
  { requiredKeys: [] },
);
const sample = fc.record({
  statements: fc.array(statement, { minLength: 1, maxLength: 4 }),
  requests: fc.array(
    fc.record({
      principal: fc.constantFrom(...principals),
      action: fc.constantFrom(...actions),
      context,
    }),
    { minLength: 40, maxLength: 40 },
  ),
});

/** What AWS does not send: a tag or organization of a caller without account, a key that the action does not have. */
function isSent({ principal, action, context: asked = {} }: AccessRequest): boolean {
  const names = Object.keys(asked);
  const isMember = principal.startsWith("arn:") || /^\d{12}$/.test(principal);
  if (!isMember && names.some((name) => /^aws:Principal(?:Tag|Org)/.test(name))) return false;
  return action === "kms:CreateGrant" || !names.includes("kms:GrantIsForAWSResource");
}

test("a request that AWS can send is in an allowed cell exactly if the authorizer allows it", () => {
  const count = { decided: 0, allowed: 0, undecided: 0 };
  fc.assert(
    fc.property(sample, ({ statements, requests }) => {
      const resourcePolicy = { Version: "2012-10-17", Statement: statements };
      const policies: PolicySet = { identityPolicies: [anyIdentityPolicy], resourcePolicy };
      const { allowed, undecided } = reach({ policies, resource: key, requests: "real" });
      for (const { witness } of allowed) expect(isSent(witness.request)).toBe(true);
      for (const asked of requests.map((one) => ({ ...one, resource: key })).filter(isSent)) {
        const request = { ...asked, context: requestContext(asked) };
        const isAllowed = authorize(request, policies, { trace: false }).outcome === "allowed";
        count.decided += 1;
        if (isAllowed) count.allowed += 1;
        if (undecided.some((cell) => cellIncludes(cell, request))) count.undecided += 1;
        else expect(allowed.some((cell) => cellIncludes(cell, request))).toBe(isAllowed);
      }
    }),
    { numRuns: 40 },
  );
  expect(count.allowed).toBeGreaterThan(count.decided / 10);
  expect(count.undecided).toBeLessThanOrEqual(count.decided / 100);
});
