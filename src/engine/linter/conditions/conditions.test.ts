import { expect, test } from "vitest";
import { type Case, underlined } from "#testing/linter/underlined";
import { allow, allowRole, keyPolicy, policy, trust } from "../examples.ts";

type Test = Readonly<Record<string, unknown>>;
const identity = (action: string | string[], condition: Test, more: object = {}) =>
  policy(allow(action, { Condition: condition, ...more }));
const deny = { Effect: "Deny" };

const cases: readonly Case[] = [
  ...["ArnLike", "ArnLikeIfExists"].map(
    (operator): Case => [
      "source-key-without-service",
      "key",
      keyPolicy(
        allowRole("kms:Decrypt", {
          Condition: { [operator]: { "aws:SourceArn": "arn:aws:ec2:us-east-1:111111111111:*" } },
        }),
      ),
      operator === "ArnLike" ? ["aws:SourceArn"] : [],
    ],
  ),
  [
    "source-key-without-service",
    "trust",
    policy(
      trust({
        Principal: { AWS: "111111111111", Service: "ec2.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
      }),
    ),
    [],
  ],
  [
    "unknown-operator",
    "identity",
    identity("kms:Decrypt", { NullIfExists: { "aws:SourceIp": true } }),
    ["NullIfExists"],
  ],
  [
    "unknown-operator",
    "identity",
    identity("kms:Decrypt", { stringequals: { "aws:SourceIp": "x" } }),
    ["stringequals"],
  ],
  [
    "unknown-operator",
    "identity",
    identity("kms:Decrypt", { "ForAnyValues:StringLike": { "aws:TagKeys": "x" } }),
    ["ForAnyValues:StringLike"],
  ],
  [
    "unknown-operator",
    "identity",
    identity("kms:Decrypt", { "ForAllValues:ArnNotLikeIfExists": { "aws:SourceArn": "x" } }),
    [],
  ],
  [
    "unknown-condition-key",
    "identity",
    identity("kms:Decrypt", { Bool: { ViaService: true } }),
    ["ViaService"],
  ],
  [
    "unknown-condition-key",
    "identity",
    identity("kms:Decrypt", { Bool: { "aws:Multifactor": true } }),
    ["aws:Multifactor"],
  ],
  [
    "unknown-condition-key",
    "identity",
    identity("kms:Decrypt", { Bool: { "nosuch:Key": true } }),
    ["nosuch:Key"],
  ],
  [
    "unknown-condition-key",
    "identity",
    identity("kms:Decrypt", {
      StringEquals: { "kms:EncryptionContext:any thing": "x", "aws:PrincipalTag/a b": "x" },
    }),
    [],
  ],
  [
    "unknown-condition-key",
    "trust",
    policy(
      trust({
        Condition: {
          StringEquals: { "oidc.eks.eu-west-1.amazonaws.com/id/X:sub": "x", "saml:anything": "x" },
        },
      }),
    ),
    [],
  ],
  [
    "unknown-condition-key",
    "identity",
    identity("kms:Decrypt", { StringEquals: { "aws:ResourceTag": "x" } }),
    [],
  ],
  [
    "key-suffix-missing",
    "identity",
    identity("kms:Decrypt", {
      StringEquals: { "kms:EncryptionContext": "x", "aws:PrincipalTag/": "y" },
    }),
    ["kms:EncryptionContext", "aws:PrincipalTag/"],
  ],
  [
    "condition-key-not-in-request",
    "identity",
    identity(["kms:CreateGrant", "ec2:CreateSnapshot"], {
      Bool: { "kms:GrantIsForAWSResource": true },
    }),
    ["ec2:CreateSnapshot"],
  ],
  [
    "condition-key-not-in-request",
    "identity",
    identity("kms:*", { Bool: { "kms:GrantIsForAWSResource": true } }),
    [],
  ],
  [
    "condition-key-not-in-request",
    "identity",
    identity("*", { Bool: { "kms:GrantIsForAWSResource": true } }),
    [],
  ],
  [
    "condition-key-not-in-request",
    "identity",
    identity("kms:Decrypt", { BoolIfExists: { "kms:GrantIsForAWSResource": true } }),
    [],
  ],
  [
    "condition-key-not-in-request",
    "identity",
    identity("kms:Decrypt", { Null: { "kms:GrantIsForAWSResource": true } }),
    [],
  ],
  [
    "condition-key-not-in-request",
    "identity",
    identity("kms:Decrypt", { Null: { "kms:GrantIsForAWSResource": "false" } }),
    ["kms:Decrypt"],
  ],
  [
    "condition-key-not-in-request",
    "key",
    keyPolicy(
      allowRole("kms:GenerateDataKey*", {
        Condition: { StringEquals: { "kms:GranteePrincipal": "x" } },
      }),
    ),
    ["kms:GenerateDataKey*"],
  ],
  [
    "condition-key-not-in-request",
    "identity",
    identity("kms:ListAliases", { StringEquals: { "aws:ResourceTag/x": "y" } }),
    ["kms:ListAliases"],
  ],
  [
    "condition-key-not-in-request",
    "identity",
    identity("kms:ListAliases", { StringEquals: { "aws:RequestedRegion": "us-east-1" } }),
    [],
  ],
  [
    "condition-key-not-in-request",
    "identity",
    identity("kms:Decrypt", { Bool: { "kms:GrantIsForAWSResource": true } }, deny),
    [],
  ],
  [
    "deny-condition-never-met",
    "identity",
    identity("kms:Decrypt", { Bool: { "kms:GrantIsForAWSResource": false } }, deny),
    ["kms:Decrypt"],
  ],
  [
    "deny-condition-never-met",
    "identity",
    identity("*", { StringEquals: { "kms:ViaService": "x" } }, deny),
    [],
  ],
  [
    "negated-condition-always-met",
    "identity",
    identity("kms:Decrypt", { StringNotEquals: { "kms:ViaService": "x" } }),
    [],
  ],
  [
    "negated-condition-always-met",
    "identity",
    identity("kms:Decrypt", { "ForAnyValue:StringNotEquals": { "kms:GrantOperations": "x" } }),
    [],
  ],
  [
    "forallvalues-single-valued",
    "trust",
    policy(trust({ Condition: { "ForAllValues:StringEquals": { "sts:ExternalId": "x" } } })),
    ["ForAllValues:StringEquals"],
  ],
  [
    "forallvalues-single-valued",
    "identity",
    identity("kms:TagResource", { "ForAllValues:StringEquals": { "aws:TagKeys": "x" } }),
    [],
  ],
  [
    "set-operator-missing",
    "identity",
    identity("kms:TagResource", { Null: { "aws:TagKeys": "false" } }),
    [],
  ],
  [
    "set-operator-missing",
    "identity",
    identity("kms:TagResource", { StringLike: { "aws:CalledVia": "x" } }),
    ["StringLike"],
  ],
  [
    "forallvalues-matches-empty",
    "identity",
    identity("kms:Decrypt", {
      "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "aws:ebs:id" },
      StringLike: { "kms:EncryptionContext:aws:ebs:id": "vol-*" },
    }),
    [],
  ],
  [
    "forallvalues-matches-empty",
    "identity",
    identity("kms:CreateGrant", {
      "ForAllValues:StringEquals": { "kms:GrantOperations": "Decrypt" },
    }),
    [],
  ],
  [
    "forallvalues-matches-empty",
    "identity",
    identity("kms:Decrypt", { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "x" } }),
    ["kms:EncryptionContextKeys"],
  ],
  [
    "deny-forallvalues-too-broad",
    "identity",
    identity("kms:Decrypt", { "ForAllValues:StringEquals": { "aws:TagKeys": "x" } }, deny),
    ["aws:TagKeys"],
  ],
];

test.each(cases)("%s (%s) %s", (rule, kind, text, expected) => {
  expect(underlined(rule, kind, text)).toEqual(expected);
});
