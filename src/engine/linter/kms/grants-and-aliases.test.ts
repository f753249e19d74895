import { expect, test } from "vitest";
import { ec2, via } from "#testing/linter/statements";
import { type Case, underlined } from "#testing/linter/underlined";
import { allow, allowRole, keyPolicy, ownAccount, policy } from "../examples.ts";

type Test = Readonly<Record<string, unknown>>;
const limited = (action: string | string[], condition: Test, more: object = {}) =>
  policy(allow(action, { Condition: condition, ...more }));
const anyKey = { Resource: "arn:aws:kms:*:111111111111:key/*" };

const cases: readonly Case[] = [
  ["create-grant-unrestricted", "identity", limited("kms:CreateGrant", via(ec2)), []],
  [
    "create-grant-unrestricted",
    "identity",
    limited("kms:CreateGrant", { BoolIfExists: { "kms:GrantIsForAWSResource": true } }),
    [],
  ],
  [
    "create-grant-unrestricted",
    "identity",
    limited("kms:CreateGrant*", { StringNotEquals: { "kms:ViaService": ec2 } }),
    ["kms:CreateGrant*"],
  ],
  [
    "create-grant-unrestricted",
    "identity",
    limited("kms:CreateGrant", { Null: { "kms:GranteePrincipal": "false" } }),
    ["kms:CreateGrant"],
  ],
  [
    "create-grant-unrestricted",
    "key",
    keyPolicy(allowRole("kms:CreateGrant", { Principal: { AWS: ownAccount } })),
    [],
  ],
  ["wildcard-includes-create-grant", "key", keyPolicy(allowRole("kms:C*")), ["kms:C*"]],
  [
    "wildcard-includes-create-grant",
    "identity",
    policy(allow(["kms:CreateGrant*", "kms:*", "kms:CreateA*"])),
    [],
  ],
  [
    "grant-operations-value",
    "identity",
    limited("kms:CreateGrant", {
      "ForAllValues:StringLike": {
        "kms:GrantOperations": ["ReEncrypt", "ReEncrypt*", "ListGrants", "Decrypt"],
      },
    }),
    ["ReEncrypt", "ListGrants"],
  ],
  [
    "foranyvalue-grant-operations",
    "identity",
    policy({
      ...allow("kms:CreateGrant", {
        Condition: { "ForAnyValue:StringEquals": { "kms:GrantOperations": "Decrypt" } },
      }),
      Effect: "Deny",
    }),
    [],
  ],
  [
    "grant-for-aws-resource-reversed",
    "identity",
    limited("kms:CreateGrant", { Bool: { "kms:GrantIsForAWSResource": false } }),
    ["false"],
  ],
  [
    "grant-for-aws-resource-reversed",
    "identity",
    policy({
      ...allow("kms:CreateGrant", { Condition: { Bool: { "kms:GrantIsForAWSResource": false } } }),
      Effect: "Deny",
    }),
    [],
  ],
  [
    "forallvalues-refused-by-kms",
    "key",
    keyPolicy(
      allowRole("kms:TagResource", {
        Condition: { "ForAllValues:StringEquals": { "aws:RequestTag/x": "y" } },
      }),
    ),
    ["ForAllValues:StringEquals"],
  ],
  [
    "forallvalues-refused-by-kms",
    "key",
    keyPolicy(
      allowRole("kms:Decrypt", {
        Condition: { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "y" } },
      }),
    ),
    [],
  ],
  [
    "key-property-condition-in-key-policy",
    "key",
    keyPolicy(
      allowRole("kms:Decrypt", {
        Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/x" } },
      }),
    ),
    ["kms:ResourceAliases"],
  ],
  [
    "alias-condition-value",
    "identity",
    limited("kms:Decrypt", {
      StringLike: { "kms:RequestAlias": ["*", "alias/x", "${aws:PrincipalTag/a}", "x"] },
    }),
    ["x"],
  ],
  [
    "alias-operation-conditioned",
    "identity",
    limited("kms:DeleteAlias", { Null: { "kms:ResourceAliases": "true" } }, { Resource: "*" }),
    [],
  ],
  [
    "alias-operation-conditioned",
    "identity",
    limited(
      "kms:UpdateAlias",
      { StringEquals: { "aws:ResourceTag/x": "y" } },
      { Resource: "arn:aws:kms:*:111111111111:alias/*" },
    ),
    ["kms:UpdateAlias"],
  ],
  [
    "alias-operation-conditioned",
    "identity",
    limited("kms:UpdateAlias", { StringEquals: { "aws:ResourceTag/x": "y" } }, anyKey),
    [],
  ],
  [
    "self-authorisation",
    "identity",
    policy(
      allow("kms:Decrypt", {
        Resource: "*",
        Condition: { StringEquals: { "aws:ResourceTag/use": "x" } },
      }),
      allow("kms:TagResource", { Resource: "*" }),
    ),
    ["kms:TagResource"],
  ],
  [
    "self-authorisation",
    "identity",
    policy(
      allow("kms:Decrypt", {
        Resource: "*",
        Condition: { StringEquals: { "aws:ResourceTag/use": "x" } },
      }),
      allow("kms:TagResource", {
        Resource: "*",
        Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["owner"] } },
      }),
    ),
    [],
  ],
  [
    "self-authorisation",
    "identity",
    policy(
      allow("kms:Decrypt", {
        ...anyKey,
        Condition: { StringEquals: { "kms:RequestAlias": "alias/x" } },
      }),
      allow("kms:UpdateAlias", { Resource: "*" }),
    ),
    ["kms:UpdateAlias"],
  ],
  [
    "self-authorisation",
    "identity",
    policy(
      allow("kms:Decrypt", {
        ...anyKey,
        Condition: { StringEquals: { "kms:RequestAlias": "alias/x" } },
      }),
      allow("kms:UpdateAlias", {
        Resource: ["arn:aws:kms:*:111111111111:alias/y", "arn:aws:kms:*:111111111111:key/*"],
      }),
    ),
    [],
  ],
];

test.each(cases)("%s (%s) %s", (rule, kind, text, expected) => {
  expect(underlined(rule, kind, text)).toEqual(expected);
});
