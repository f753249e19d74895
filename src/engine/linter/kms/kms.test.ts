import { expect, test } from "vitest";
import { deny, ec2, via } from "#testing/linter/statements";
import { type Case, underlined } from "#testing/linter/underlined";
import {
  allow,
  allowRole,
  foreignKeyArn,
  foreignRole,
  keyPolicy,
  ownAccount,
  policy,
  role,
} from "../examples.ts";
import { lint } from "../lint.ts";

type Test = Readonly<Record<string, unknown>>;
const limited = (action: string | string[], condition: Test, more: object = {}) =>
  policy(allow(action, { Condition: condition, ...more }));
const anyKey = { Resource: "arn:aws:kms:*:111111111111:key/*" };

const cases: readonly Case[] = [
  ["key-policy-lockout", "key", keyPolicy(deny("kms:Put*")), ["kms:Put*"]],
  [
    "key-policy-lockout",
    "key",
    keyPolicy(deny("kms:Put*", { Condition: { Bool: { "aws:SecureTransport": "false" } } })),
    [],
  ],
  ["key-policy-lockout", "key", policy(allowRole("kms:Put*")), []],
  ["key-policy-lockout", "key", policy(allowRole("kms:*", { Principal: "*" })), []],
  [
    "key-policy-lockout",
    "key",
    '{"Statement": [{"Effect": "Allow", "Principal": {"AWS": 111111111111}, "Action": "kms:*"}]}',
    [],
  ],
  [
    "iam-not-enabled",
    "key",
    policy(allowRole("kms:Decrypt", { Principal: { AWS: ownAccount } })),
    [],
  ],
  ["key-may-become-unmanageable", "key", keyPolicy(allowRole("kms:PutKeyPolicy")), []],
  [
    "action-never-cross-account",
    "key",
    keyPolicy(
      allowRole(["kms:List*", "kms:ListKeyPolicies", "kms:*"], {
        Principal: { AWS: [role, foreignRole] },
      }),
    ),
    ["kms:ListKeyPolicies"],
  ],
  [
    "action-never-cross-account",
    "key",
    keyPolicy(allowRole("kms:ScheduleKeyDeletion", { Principal: { Service: "x.amazonaws.com" } })),
    [],
  ],
  [
    "action-never-cross-account",
    "identity",
    policy(allow(["kms:Decrypt", "kms:DisableKey"], { Resource: foreignKeyArn })),
    ["kms:DisableKey"],
  ],
  [
    "action-never-cross-account",
    "identity",
    policy(allow("kms:DisableKey", { Resource: [foreignKeyArn, "*"] })),
    [],
  ],
  ["kms-star", "key", keyPolicy(allowRole(["kms:*", "*"])), ["kms:*", "*"]],
  ["kms-star", "identity", policy({ ...allow("kms:*"), Effect: "Deny" }), []],
  [
    "via-service-format",
    "identity",
    limited("kms:Decrypt", {
      StringEquals: {
        "kms:ViaService": [
          "ec2.amazonaws.com",
          "ec2.111111111111.amazonaws.com",
          "ec2.cn-north-1.amazonaws.com.cn",
          "EC2.us-east-1.amazonaws.com",
          "ec2.*.amazonaws.com",
          ec2,
          "ec2.cn-north-1.amazonaws.com",
        ],
      },
    }),
    [
      "ec2.amazonaws.com",
      "ec2.111111111111.amazonaws.com",
      "ec2.cn-north-1.amazonaws.com.cn",
      "EC2.us-east-1.amazonaws.com",
      "ec2.*.amazonaws.com",
    ],
  ],
  [
    "via-service-format",
    "identity",
    limited("kms:Decrypt", {
      StringLike: {
        "kms:ViaService": [
          "ec2.*.amazonaws.com",
          "*",
          "ec2*",
          "*.amazonaws.com",
          "ec2.eu-*",
          "ec2.*.amazonaws.com.cn",
          "ebs.*",
        ],
      },
    }),
    ["ec2.*.amazonaws.com.cn", "ebs.*"],
  ],
  [
    "via-service-format",
    "identity",
    limited("kms:Decrypt", {
      StringEquals: { "kms:ViaService": "ec2.${aws:RequestedRegion}.amazonaws.com" },
    }),
    [],
  ],
  [
    "direct-call-behind-via-service",
    "key",
    keyPolicy(allowRole("kms:DescribeKey", { Condition: via(ec2) })),
    [],
  ],
  ["direct-call-behind-via-service", "identity", limited("kms:Describe*", via(ec2)), []],
  [
    "network-condition-blocks-services",
    "identity",
    limited(
      "kms:Decrypt",
      { StringNotEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } },
      { Effect: "Deny" },
    ),
    ["aws:SourceVpce"],
  ],
  [
    "network-condition-blocks-services",
    "identity",
    limited("kms:Decrypt", { StringNotEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } }),
    [],
  ],
  [
    "network-condition-blocks-services",
    "identity",
    limited("kms:DescribeKey", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }),
    [],
  ],
  [
    "region-contradiction",
    "identity",
    limited("kms:Decrypt", { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } }),
    [],
  ],
  [
    "region-contradiction",
    "identity",
    limited("kms:Decrypt", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } }),
    ["eu-west-1"],
  ],
  [
    "region-contradiction",
    "key",
    keyPolicy(
      allowRole("kms:Decrypt", {
        Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1", "kms:ViaService": ec2 } },
      }),
    ),
    [ec2],
  ],
  [
    "region-contradiction",
    "identity",
    limited(
      "kms:Decrypt",
      { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
      { Resource: ["*"] },
    ),
    [],
  ],
  [
    "region-restriction",
    "identity",
    limited("s3:GetObject", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } }),
    [],
  ],
  [
    "key-type-contradicts-action",
    "identity",
    limited("kms:GenerateDataKey*", {
      StringLike: { "kms:KeySpec": ["RSA_2048", "ECC_NIST_P256"] },
    }),
    ['[ "RSA_2048", "ECC_NIST_P256" ]'],
  ],
  [
    "key-type-contradicts-action",
    "identity",
    limited("kms:Decrypt", { StringEquals: { "kms:KeySpec": "RSA_2048" } }),
    [],
  ],
  [
    "key-type-contradicts-action",
    "identity",
    limited("kms:Decrypt", { StringEquals: { "kms:KeySpec": "RSA_2048", "kms:ViaService": ec2 } }),
    ["RSA_2048"],
  ],
  [
    "key-type-contradicts-action",
    "identity",
    limited("kms:Sign", { StringEquals: { "kms:KeyUsage": ["SIGN_VERIFY", "ENCRYPT_DECRYPT"] } }),
    [],
  ],
  [
    "key-type-contradicts-action",
    "identity",
    limited("kms:*", { StringEquals: { "kms:KeyUsage": "SIGN_VERIFY" } }),
    [],
  ],
  ["describe-key-missing", "identity", policy(allow("kms:Decrypt")), []],
  [
    "describe-key-missing",
    "identity",
    policy(allow(["kms:Decrypt", "kms:CreateGrant"]), allow("kms:Desc*")),
    [],
  ],
  [
    "key-admin-on-all-keys",
    "identity",
    policy(allow(["kms:Put*", "kms:DescribeKey", "kms:*"], { Resource: "*" })),
    ["kms:Put*"],
  ],
  [
    "key-admin-on-all-keys",
    "identity",
    limited("kms:DisableKey", { StringEquals: { "aws:ResourceTag/x": "y" } }, anyKey),
    [],
  ],
  [
    "create-key-unconditioned",
    "identity",
    limited("kms:CreateKey", { StringEquals: { "aws:RequestTag/use": "x" } }, { Resource: "*" }),
    [],
  ],
  [
    "allow-shadowed-by-deny",
    "identity",
    policy(allow(["kms:ReEncrypt*", "kms:Decrypt"]), {
      Effect: "Deny",
      Action: ["kms:ReEncryptFrom", "kms:ReEncryptTo"],
      Resource: "*",
    }),
    ["kms:ReEncrypt*"],
  ],
  [
    "allow-shadowed-by-deny",
    "identity",
    policy(allow("kms:Decrypt"), {
      ...allow("kms:Decrypt", { Resource: foreignKeyArn }),
      Effect: "Deny",
    }),
    [],
  ],
  [
    "allow-shadowed-by-deny",
    "key",
    keyPolicy(allowRole("kms:Decrypt"), deny("kms:*", { Principal: { AWS: foreignRole } })),
    [],
  ],
  [
    "allow-shadowed-by-deny",
    "key",
    keyPolicy(allowRole("kms:Decrypt"), deny("kms:*", { Principal: { AWS: role } })),
    ["kms:Decrypt"],
  ],
  [
    "iam-action-unscoped",
    "identity",
    policy(allow("iam:*", { Resource: "arn:aws:iam::111111111111:role/*" })),
    ["iam:*"],
  ],
  [
    "iam-action-unscoped",
    "identity",
    policy(allow("iam:PassRole", { Resource: "arn:aws:iam::111111111111:role/x" })),
    [],
  ],
  [
    "assume-any-role",
    "identity",
    policy(
      allow("sts:*", { Resource: ["arn:aws:iam::*:role/*", "arn:aws:iam::111111111111:role/*"] }),
    ),
    ["arn:aws:iam::*:role/*"],
  ],
];

test.each(cases)("%s (%s) %s", (rule, kind, text, expected) => {
  expect(underlined(rule, kind, text)).toEqual(expected);
});

test.each([
  [["us-east-1"], "suggestion"],
  [["us-east-1", "eu-west-1"], "error"],
])("a list of regions is checked by the regions that the import needs: %s", (regions, severity) => {
  const text = limited("kms:Decrypt", { StringEquals: { "aws:RequestedRegion": "us-east-1" } });
  const found = lint(text, { kind: "identity", account: ownAccount, known: { regions } });
  expect(found.find(({ rule }) => rule === "region-restriction")?.severity).toBe(severity);
});

test("without the document's account, nobody is foreign and no root is suspected", () => {
  const text = keyPolicy(allowRole("kms:DescribeKey"));
  expect(lint(text, { kind: "key", account: "" })).toEqual([]);
});
