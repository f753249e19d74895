import { describe, expect, test } from "vitest";
import {
  account,
  allow,
  allowAll,
  deny,
  denyAll,
  everyone,
  key,
  onBucket,
  policyOf,
  role,
  root,
  session,
  silent,
  to,
  user,
} from "#testing/calls-in-one-account";
import { type AccessRequest, authorize, type PolicySet } from "../../index.ts";
import type { Verdict } from "../types.ts";

/** Source: IAM User Guide, "Policy evaluation logic", "Policy evaluation for requests within a single account". */
const other = "222222222222";

const onKey: AccessRequest = { principal: user, action: "kms:Decrypt", resource: key };

const allowedBy = (by: string) => ({ outcome: "allowed", reason: { kind: "allowed", by } });
const refused = (reason: object) => ({ outcome: "implicitly-denied", reason });
const identitySilent = (crossAccount = false, delegated = false) =>
  refused({ kind: "identity-silent", crossAccount, delegated });
const nothingAllows = refused({ kind: "nothing-allows" });
const boundarySilent = refused({ kind: "boundary-silent" });
const sessionSilent = refused({ kind: "session-silent" });

type Row = readonly [string, Partial<AccessRequest>, PolicySet, object];

const inOneAccount: readonly Row[] = [
  ["identity policies allow", {}, { identityPolicies: [allowAll] }, allowedBy("identity-policies")],
  ["no policy allows", {}, {}, identitySilent()],
  ["neither of two policies allows", {}, { resourcePolicy: silent }, nothingAllows],
  [
    "the bucket's policy allows the user",
    {},
    { resourcePolicy: to({ AWS: user }) },
    allowedBy("resource-policy"),
  ],
  [
    "both allow: the bucket's policy is enough",
    {},
    { identityPolicies: [allowAll], resourcePolicy: to({ AWS: user }) },
    allowedBy("resource-policy"),
  ],
  [
    "the bucket's policy names the account",
    {},
    { resourcePolicy: to({ AWS: account }) },
    nothingAllows,
  ],
  [
    "the bucket's policy names the account, and identity policies allow",
    {},
    { identityPolicies: [allowAll], resourcePolicy: to({ AWS: account }) },
    allowedBy("identity-policies"),
  ],
  [
    "the boundary allows nothing",
    {},
    { identityPolicies: [allowAll], permissionsBoundary: [silent] },
    boundarySilent,
  ],
  [
    "the boundary allows nothing, nor does the bucket's policy",
    {},
    { identityPolicies: [allowAll], permissionsBoundary: [silent], resourcePolicy: silent },
    boundarySilent,
  ],
  [
    "the bucket's policy allows the user in spite of the boundary",
    {},
    { permissionsBoundary: [silent], resourcePolicy: to({ AWS: user }) },
    allowedBy("resource-policy"),
  ],
  [
    "the bucket's policy allows the role, and the boundary binds the role",
    { principal: role },
    { permissionsBoundary: [silent], resourcePolicy: to({ AWS: role }) },
    boundarySilent,
  ],
  [
    "the same with identity policies that allow",
    { principal: role },
    {
      identityPolicies: [allowAll],
      permissionsBoundary: [silent],
      resourcePolicy: to({ AWS: role }),
    },
    boundarySilent,
  ],
  [
    "the bucket's policy allows the role, and the session's policy binds the session",
    { principal: session },
    { sessionPolicies: [silent], resourcePolicy: to({ AWS: role }) },
    sessionSilent,
  ],
  [
    "the bucket's policy allows the session",
    { principal: session },
    {
      permissionsBoundary: [silent],
      sessionPolicies: [silent],
      resourcePolicy: to({ AWS: session }),
    },
    allowedBy("resource-policy"),
  ],
  [
    "the key policy allows the role and then the account",
    { ...onKey, principal: role },
    {
      resourcePolicy: policyOf(
        { ...allow, Principal: { AWS: role } },
        { ...allow, Principal: { AWS: root } },
      ),
    },
    allowedBy("resource-policy"),
  ],
  [
    "the key policy leaves it to the account",
    onKey,
    { resourcePolicy: to({ AWS: root }) },
    identitySilent(false, true),
  ],
  [
    "a Deny among the root's identity policies: the root has none",
    { principal: root },
    { identityPolicies: [denyAll], permissionsBoundary: [denyAll], sessionPolicies: [denyAll] },
    allowedBy("account-root"),
  ],
  [
    "null in the place of every other list",
    {},
    {
      identityPolicies: [allowAll],
      permissionsBoundary: null,
      sessionPolicies: null,
      resourcePolicy: null,
      serviceControlPolicies: null,
      resourceControlPolicies: null,
      endpointPolicies: null,
      grants: null,
    } as unknown as PolicySet,
    allowedBy("identity-policies"),
  ],
];

const callersWithoutPolicies: readonly Row[] = [
  ["a service, and no policy", { principal: "ec2.amazonaws.com" }, {}, nothingAllows],
  [
    "a service, and a policy that does not name it",
    { principal: "ec2.amazonaws.com" },
    { resourcePolicy: silent },
    refused({ kind: "resource-policy-silent", crossAccount: false }),
  ],
  [
    "a service that is named",
    { principal: "ec2.amazonaws.com" },
    { resourcePolicy: to({ Service: "ec2.amazonaws.com" }) },
    allowedBy("resource-policy"),
  ],
  [
    "an anonymous caller and a Deny for everyone among identity policies",
    { principal: "*" },
    { identityPolicies: [denyAll], resourcePolicy: everyone },
    allowedBy("resource-policy"),
  ],
  [
    "who am I, asked anonymously: no policy of a resource decides it",
    { principal: "*", action: "sts:GetCallerIdentity", resource: "*" },
    { resourcePolicy: everyone },
    nothingAllows,
  ],
  [
    "who am I, asked by a user whom everything denies",
    { action: "sts:GetCallerIdentity", resource: "*" },
    { identityPolicies: [denyAll], serviceControlPolicies: [[denyAll]] },
    allowedBy("no-permission-needed"),
  ],
];

const withoutKey: readonly Row[] = [
  [
    "a call of KMS without a key is not asked of a key policy",
    { action: "kms:ListKeys", resource: "*" },
    { identityPolicies: [allowAll], resourcePolicy: policyOf({ ...deny, Principal: "*" }) },
    allowedBy("identity-policies"),
  ],
  [
    "nor does a key policy explain its refusal",
    { action: "kms:ListKeys", resource: "*" },
    { resourcePolicy: everyone },
    identitySilent(),
  ],
];

const acrossAccounts: readonly Row[] = [
  [
    "the account of a resource is the one that the request says",
    { resourceAccount: other },
    { identityPolicies: [allowAll] },
    refused({ kind: "resource-policy-missing" }),
  ],
  [
    "or that its context says",
    { resourceAccount: undefined, context: { "aws:ResourceAccount": other } },
    { identityPolicies: [allowAll] },
    refused({ kind: "resource-policy-missing" }),
  ],
  [
    "without either it is the caller's",
    { resourceAccount: undefined, context: { "aws:ResourceAccount": [] } },
    { identityPolicies: [allowAll] },
    allowedBy("identity-policies"),
  ],
  [
    "the resource's policy allows the user, whose own policies do not",
    { resourceAccount: other },
    { resourcePolicy: to({ AWS: user }) },
    identitySilent(true),
  ],
  [
    "the resource's policy leaves it to the user's account",
    { resourceAccount: other },
    { resourcePolicy: to({ AWS: account }) },
    identitySilent(true, true),
  ],
  [
    "both allow",
    { resourceAccount: other },
    { identityPolicies: [allowAll], resourcePolicy: to({ AWS: account }) },
    allowedBy("both-policies"),
  ],
  [
    "the resource's policy is silent",
    { resourceAccount: other },
    { identityPolicies: [allowAll], resourcePolicy: silent },
    refused({ kind: "resource-policy-silent", crossAccount: true }),
  ],
];

/**
 * Source: IAM User Guide, "Pass session tags in AWS STS" and "Monitor and control actions taken with assumed roles" (the
 * permissions that they name for sts:TagSession and sts:SetSourceIdentity).
 */
const throughTrust = [
  "sts:AssumeRole",
  "sts:AssumeRoleWithSAML",
  "sts:TagSession",
  "sts:SetSourceIdentity",
].flatMap((action): readonly Row[] => [
  [
    `${action} needs a trust policy`,
    { action, resource: role },
    { identityPolicies: [allowAll] },
    refused({ kind: "resource-policy-missing" }),
  ],
  [
    `${action} by a trust policy`,
    { action, resource: role },
    { resourcePolicy: policyOf({ Effect: "Allow", Action: action, Principal: { AWS: user } }) },
    allowedBy("resource-policy"),
  ],
]);

describe.each<[string, readonly Row[]]>([
  ["within an account", inOneAccount],
  ["callers without identity policies", callersWithoutPolicies],
  ["calls of KMS that name no key", withoutKey],
  ["across accounts", acrossAccounts],
  ["assuming a role", throughTrust],
])("%s", (_, rows) => {
  test.each(rows)("%s", (_name, request, policies, expected) => {
    const asked = { ...onBucket, ...request };
    const verdict: Verdict = authorize(asked, policies, { trace: false });
    expect(verdict).toStrictEqual(expected);
    const { outcome, reason } = authorize(asked, policies);
    expect({ outcome, reason }).toStrictEqual(expected);
  });
});
