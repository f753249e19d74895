import { expect, test } from "vitest";
import { type Case, underlined } from "#testing/linter/underlined";
import { allow, allowRole, keyPolicy, policy, trust } from "../examples.ts";

const saml = { Federated: "arn:aws:iam::111111111111:saml-provider/Office" };

const cases: readonly Case[] = [
  [
    "action-format",
    "identity",
    policy(allow(["kms", "kms:", "a:b:c", "nosuch:Thing", "*", "k*:Decrypt"])),
    ["kms", "kms:", "a:b:c", "nosuch:Thing", "k*:Decrypt"],
  ],
  [
    "action-format",
    "identity",
    policy({ Effect: "Deny", NotAction: ["S3:getobject", "Decrypt"], Resource: "*" }),
    ["Decrypt"],
  ],
  [
    "unknown-action",
    "identity",
    policy(allow(["kms:Decrypts", "kms:Decr?pt", "kms:X*", "s3:GetObject", "kms:DECRYPT"])),
    ["kms:Decrypts", "kms:X*"],
  ],
  [
    "reencrypt-names-no-action",
    "identity",
    policy({ ...allow("KMS:reencrypt"), Effect: "Deny" }),
    ["KMS:reencrypt"],
  ],
  [
    "reencrypt-names-no-action",
    "identity",
    policy(allow(["kms:ReEncrypt*", "kms:ReEncryptTo"])),
    [],
  ],
  [
    "redundant-action",
    "identity",
    policy(allow(["kms:Decrypt", "KMS:decrypt", "kms:Encrypt"])),
    ["KMS:decrypt"],
  ],
  [
    "redundant-action",
    "identity",
    policy(allow(["kms:De*", "kms:*", "s3:Get*", "s3:Get?bject"])),
    ["kms:De*", "s3:Get?bject"],
  ],
  ["redundant-action", "identity", policy(allow(["kms:Get*", "kms:*Policy", "kms:Ge?Key"])), []],
  [
    "not-action-allow",
    "key",
    keyPolicy({ ...allowRole([]), NotAction: "kms:Decrypt" }),
    ["NotAction"],
  ],
  [
    "action-not-in-key-policy",
    "key",
    keyPolicy({ ...allowRole("kms:ListKeys"), Effect: "Deny" }),
    [],
  ],
  [
    "action-not-in-key-policy",
    "key",
    keyPolicy(allowRole(["kms:createkey", "kms:CreateAlias"])),
    ["kms:createkey"],
  ],
  [
    "other-service-in-key-policy",
    "key",
    keyPolicy(allowRole(["*", "kms:ReEncrypt", "s3:*"])),
    ["s3:*"],
  ],
  [
    "trust-policy-action",
    "trust",
    policy(trust({ Action: ["sts:*", "*", "sts:AssumeRole*", "sts:SetContext"] })),
    [],
  ],
  [
    "trust-policy-action",
    "trust",
    policy(trust({ Action: ["sts:GetCallerIdentity", "iam:PassRole"] })),
    ["sts:GetCallerIdentity", "iam:PassRole"],
  ],
  [
    "trust-action-principal-mismatch",
    "trust",
    policy(trust({ Principal: saml, Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"] })),
    [],
  ],
  [
    "trust-action-principal-mismatch",
    "trust",
    policy(trust({ Action: "sts:AssumeRoleWithWebIdentity" })),
    ["sts:AssumeRoleWithWebIdentity"],
  ],
  [
    "trust-action-principal-mismatch",
    "trust",
    policy(trust({ Principal: { ...saml, AWS: "111111111111" } })),
    [],
  ],
];

test.each(cases)("%s (%s) %s", (rule, kind, text, expected) => {
  expect(underlined(rule, kind, text)).toEqual(expected);
});
