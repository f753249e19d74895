import { expect, test } from "vitest";
import { type Case, underlined } from "#testing/linter/underlined";
import {
  allowRole,
  foreignRole,
  keyArn,
  keyPolicy,
  ownAccount,
  policy,
  role,
  trust,
} from "../examples.ts";
import { lint } from "../lint.ts";

const to = (principal: unknown, more: object = {}) =>
  keyPolicy(allowRole("kms:Decrypt", { Principal: principal, ...more }));
const trusts = (principal: unknown, more: object = {}) =>
  policy(trust({ Principal: principal, ...more }));
const root = "arn:aws:iam::222222222222:root";
const session = "arn:aws:sts::111111111111:assumed-role/Analyst/jo";

const cases: readonly Case[] = [
  ["invalid-principal", "key", to(role), [role]],
  ["invalid-principal", "key", to({ aws: role }), ["aws"]],
  [
    "invalid-principal",
    "key",
    to({
      AWS: [
        role,
        "*",
        "111111111111",
        session,
        "arn:aws:sts::111111111111:federated-user/jo",
        "AIDACKCEVSQ6C2EXAMPLE",
      ],
    }),
    [],
  ],
  [
    "invalid-principal",
    "key",
    to({
      AWS: [
        "11111111111",
        "arn:aws:iam::1111:role/x",
        "arn:aws:sts::111111111111:assumed-role/Analyst",
      ],
    }),
    ["11111111111", "arn:aws:iam::1111:role/x", "arn:aws:sts::111111111111:assumed-role/Analyst"],
  ],
  [
    "invalid-principal",
    "trust",
    trusts({ Federated: ["accounts.google.com", "google"] }),
    ["google"],
  ],
  [
    "group-principal",
    "trust",
    trusts({ AWS: "arn:aws:iam::111111111111:group/a/b" }),
    ["arn:aws:iam::111111111111:group/a/b"],
  ],
  [
    "partial-wildcard-principal",
    "key",
    to({ AWS: ["*", "arn:aws:iam::*:root"] }),
    ["arn:aws:iam::*:root"],
  ],
  [
    "principal-unique-id",
    "trust",
    trusts({ AWS: "AROAJMJHWBPVTZ5EXAMPLE" }),
    ["AROAJMJHWBPVTZ5EXAMPLE"],
  ],
  ["public-principal", "key", to({ AWS: ["*"] }), ["*"]],
  ["public-principal", "key", to("*", { Effect: "Deny" }), []],
  [
    "public-principal",
    "key",
    to("*", { Condition: { StringLike: { "aws:PrincipalArn": "*" } } }),
    ["*"],
  ],
  [
    "public-principal",
    "key",
    to("*", { Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-abcde12345" } } }),
    ["*"],
  ],
  [
    "public-principal",
    "trust",
    trusts("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcde12345" } } }),
    [],
  ],
  [
    "not-principal",
    "trust",
    policy({ Effect: "Deny", NotPrincipal: { AWS: role }, Action: "sts:AssumeRole" }),
    ["NotPrincipal"],
  ],
  ["federated-in-key-policy", "trust", trusts({ Federated: "accounts.google.com" }), []],
  [
    "oidc-without-condition",
    "trust",
    trusts({ Federated: "accounts.google.com" }),
    ["accounts.google.com"],
  ],
  [
    "oidc-without-condition",
    "trust",
    trusts(
      { Federated: "accounts.google.com" },
      { Condition: { StringEquals: { "accounts.google.com:aud": "x" } } },
    ),
    [],
  ],
  [
    "oidc-without-condition",
    "trust",
    trusts(
      { Federated: "token.actions.githubusercontent.com" },
      {
        Condition: {
          StringLike: {
            "token.actions.githubusercontent.com:sub": "*",
            "token.actions.githubusercontent.com:aud": "x",
          },
        },
      },
    ),
    ["token.actions.githubusercontent.com"],
  ],
  [
    "oidc-without-condition",
    "trust",
    trusts({ Federated: "arn:aws:iam::111111111111:saml-provider/x" }),
    [],
  ],
  [
    "service-principal-format",
    "key",
    to({ Service: ["ec2", "*", "s3.amazonaws.com.cn", "a.b.amazonaws.com"] }),
    ["ec2", "*"],
  ],
  [
    "service-principal-without-source",
    "key",
    to(
      { Service: "s3.amazonaws.com" },
      { Condition: { StringNotEquals: { "aws:SourceAccount": "111111111111" } } },
    ),
    ["s3.amazonaws.com"],
  ],
  [
    "service-principal-without-source",
    "key",
    to({ Service: "s3.amazonaws.com" }, { Effect: "Deny" }),
    [],
  ],
  [
    "ebs-service-principal",
    "key",
    to({ Service: ["autoscaling.amazonaws.com", "ec2.amazonaws.com.cn"] }),
    ["ec2.amazonaws.com.cn"],
  ],
  [
    "service-acts-as-role",
    "key",
    to({ Service: ["autoscaling.amazonaws.com", "ec2.amazonaws.com", "dlm.amazonaws.com.cn"] }),
    ["autoscaling.amazonaws.com", "dlm.amazonaws.com.cn"],
  ],
  [
    "service-acts-as-role",
    "key",
    to({ Service: "autoscaling.amazonaws.com" }, { Effect: "Deny" }),
    [],
  ],
  [
    "whole-account-principal",
    "key",
    to({ AWS: [root, "333333333333", "111111111111", foreignRole] }),
    [root, "333333333333"],
  ],
  [
    "whole-account-principal",
    "key",
    to(
      { AWS: root },
      { Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/x" } } },
    ),
    [],
  ],
  [
    "whole-account-principal",
    "key",
    keyPolicy(allowRole("kms:DescribeKey", { Principal: { AWS: root } })),
    [],
  ],
  [
    "whole-account-principal",
    "trust",
    trusts({ AWS: root }, { Condition: { StringEquals: { "sts:ExternalId": "x" } } }),
    [],
  ],
  [
    "mixed-partitions",
    "key",
    to({ AWS: "arn:aws-cn:iam::222222222222:role/x" }),
    ["arn:aws-cn:iam::222222222222:role/x"],
  ],
  [
    "mixed-partitions",
    "identity",
    policy({
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: [keyArn, "arn:*:kms:*:111111111111:key/*"],
    }),
    [],
  ],
  // A stranger meets each of these: by a role of the name, a tag, an account number that begins so, any organization.
  ...(
    [
      { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/CadoResponseRole" } },
      { StringEquals: { "aws:PrincipalTag/team": "forensics" } },
      { StringLike: { "kms:CallerAccount": "1*" } },
      { StringLike: { "aws:PrincipalOrgID": "o-*" } },
    ] as const
  ).map(
    (Condition): Case => [
      "public-principal",
      "key",
      keyPolicy(allowRole("kms:Decrypt", { Principal: "*", Condition })),
      ["*"],
    ],
  ),
  [
    "public-principal",
    "key",
    keyPolicy(allowRole("kms:Decrypt", { Principal: "*" }), {
      Effect: "Deny",
      Principal: "*",
      Action: "kms:*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } },
    }),
    [],
  ],
];

test.each(cases)("%s (%s) %s", (rule, kind, text, expected) => {
  expect(underlined(rule, kind, text)).toEqual(expected);
});

test.each(["autoscaling.amazonaws.com", "ec2.amazonaws.com"])(
  "%s as principal without a condition is one finding",
  (Service) => {
    const found = lint(to({ Service }), { kind: "key", account: ownAccount });
    expect(found.filter(({ severity }) => severity !== "suggestion")).toHaveLength(1);
  },
);
