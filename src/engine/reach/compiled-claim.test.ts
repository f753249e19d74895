import { expect, test } from "vitest";
import { exampleKeyArn } from "#testing/reach/example-key";
import type { AccessRequest } from "../authorizer/types.ts";
import { Budget } from "./budget.ts";
import { compileClaim, isForbidden } from "./compiled-claim.ts";
import type { Claim } from "./types.ts";

const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const session = "arn:aws:sts::111111111111:assumed-role/CadoResponseRole/import";
const ec2 = "ec2.us-east-1.amazonaws.com";
const request: AccessRequest = {
  principal: importer,
  action: "kms:Decrypt",
  resource: exampleKeyArn,
  context: { "kms:ViaService": ec2, "aws:PrincipalAccount": "111111111111" },
};
const otherKey = `${exampleKeyArn}0`;
const account = "arn:aws:iam::111111111111:root";

/** What a claim says, what a request says otherwise, and whether the claim is about it. */
const cases: [name: string, never: Claim["never"], asks: object, expected: boolean][] = [
  ["everything", {}, {}, true],
  ["everything, to anonymous callers too", {}, { principal: "*" }, true],
  ["everything, to services too", {}, { principal: "ec2.amazonaws.com" }, true],
  ["a role", { principals: [importer] }, {}, true],
  ["a role's session", { principals: [importer] }, { principal: session }, true],
  ["a role whose session is named", { principals: [session] }, {}, false],
  ["another role", { principals: [`${importer}2`] }, {}, false],
  ["one of two roles", { principals: [`${importer}2`, importer] }, {}, true],
  ["an account by its number", { principals: ["111111111111"] }, {}, true],
  ["an account by its root", { principals: [account] }, {}, true],
  ["another account", { principals: ["222222222222"] }, {}, false],
  ["a pattern", { principals: ["arn:aws:iam::*:role/Cado*"] }, {}, true],
  [
    "a pattern of a role, for its session",
    { principals: ["arn:aws:iam::*:role/Cado*"] },
    { principal: session },
    true,
  ],
  ["a pattern of sessions", { principals: ["*:assumed-role/*"] }, { principal: session }, true],
  ["a pattern that does not fit", { principals: ["arn:aws:iam::*:user/*"] }, {}, false],
  [
    "a pattern of services",
    { principals: ["*.amazonaws.com"] },
    { principal: "ec2.amazonaws.com" },
    true,
  ],
  ["a service", { principals: ["ec2.amazonaws.com"] }, { principal: "ec2.amazonaws.com" }, true],
  [
    "another service",
    { principals: ["rds.amazonaws.com"] },
    { principal: "ec2.amazonaws.com" },
    false,
  ],
  ["nobody", { principals: [] }, {}, false],
  ["a role that is spared", { exceptPrincipals: [importer] }, {}, false],
  [
    "the session of a role that is spared",
    { exceptPrincipals: [importer] },
    { principal: session },
    false,
  ],
  ["a role whose account is spared", { exceptPrincipals: [account] }, {}, false],
  ["a role beside one that is spared", { exceptPrincipals: [`${importer}2`] }, {}, true],
  [
    "a role that is named and spared",
    { principals: ["*"], exceptPrincipals: [importer] },
    {},
    false,
  ],
  ["an action", { actions: ["kms:DECRYPT"] }, {}, true],
  ["a pattern of actions", { actions: ["kms:Encrypt", "kms:De*"] }, {}, true],
  ["another action", { actions: ["kms:Encrypt"] }, {}, false],
  ["an action that is spared", { exceptActions: ["kms:De*"] }, {}, false],
  ["an action beside one that is spared", { exceptActions: ["kms:En*"] }, {}, true],
  [
    "an action that is named and spared",
    { actions: ["kms:*"], exceptActions: ["kms:decrypt"] },
    {},
    false,
  ],
  ["a key", { resources: [exampleKeyArn] }, {}, true],
  ["another key", { resources: [otherKey] }, {}, false],
  ["keys of an account", { resources: ["arn:aws:kms:*:222222222222:key/*"] }, {}, true],
  ["a key that is spared", { exceptResources: [otherKey, exampleKeyArn] }, {}, false],
  ["a key beside one that is spared", { exceptResources: [otherKey] }, {}, true],
  [
    "spared keys take the place of keys",
    { resources: [otherKey], exceptResources: [otherKey] },
    {},
    true,
  ],
  ["a condition", { when: { StringEquals: { "kms:ViaService": ec2 } } }, {}, true],
  [
    "a condition that does not hold",
    { when: { StringNotEquals: { "kms:ViaService": ec2 } } },
    {},
    false,
  ],
  [
    "a condition on a key that is absent",
    { when: { StringNotEquals: { "aws:SourceVpc": "x" } } },
    {},
    true,
  ],
  [
    "a condition with a variable",
    {
      when: {
        StringEquals: { "kms:ViaService": `ec2.us-east-1.${"$"}{aws:DomainName, 'amazonaws.com'}` },
      },
    },
    {},
    true,
  ],
  [
    "several values, read as under Deny",
    { when: { StringEquals: { "aws:TagKeys": "a" } } },
    { context: { "aws:TagKeys": ["a", "b"] } },
    true,
  ],
  ["a condition that cannot be read", { when: { Nonsense: { "aws:x": "1" } } }, {}, true],
  [
    "two conditions of which one holds",
    { when: { StringEquals: { "kms:ViaService": ec2, "aws:PrincipalAccount": "2" } } },
    {},
    false,
  ],
];

test("whether a claim is about a request", () => {
  for (const [name, never, asks, expected] of cases) {
    const claim = compileClaim(never);
    const isAbout = claim && isForbidden(claim, { ...request, ...asks }, new Budget(undefined));
    expect([name, isAbout]).toEqual([name, expected]);
  }
});

test("a claim whose principals are no list cannot be read", () => {
  for (const never of [
    { principals: importer },
    { principals: 5 },
    { exceptPrincipals: {} },
    { exceptPrincipals: importer },
  ])
    expect([never, compileClaim(never as never)]).toEqual([never, undefined]);
});

test("members of a list that are no text do not count", () => {
  const claim = compileClaim({ principals: [5, importer, null] as never });
  if (!claim) throw new Error("the claim cannot be read");
  expect(isForbidden(claim, request, new Budget(undefined))).toBe(true);
  expect(isForbidden(claim, { ...request, principal: "5" }, new Budget(undefined))).toBe(false);
});
