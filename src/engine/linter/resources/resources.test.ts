import { expect, test } from "vitest";
import { type Case, underlined } from "#testing/linter/underlined";
import { allow, allowRole, foreignKeyArn, keyArn, keyPolicy, policy } from "../examples.ts";

const on = (action: string | string[], resource: string | string[], more: object = {}) =>
  policy(allow(action, { Resource: resource, ...more }));
const anyKey = "arn:aws:kms:*:111111111111:key/*";
const alias = "arn:aws:kms:us-east-1:111111111111:alias/x";
const snapshot = "arn:aws:ec2:us-east-1::snapshot/*";

const cases: readonly Case[] = [
  [
    "resource-not-arn",
    "identity",
    on("kms:Decrypt", ["*", keyArn, "alias/x", "arn:aws:kms:*", "${aws:PrincipalTag/k}"]),
    ["alias/x", "arn:aws:kms:*"],
  ],
  [
    "arn-shape",
    "identity",
    on("kms:Decrypt", [
      "arn:aws:KMS:us-east-1:111111111111:key/x",
      "arn:awz:kms:us-east-1:111111111111:key/x",
      "arn:aws:kms:us-east-1:111111111111:x",
    ]),
    [
      "arn:aws:KMS:us-east-1:111111111111:key/x",
      "arn:awz:kms:us-east-1:111111111111:key/x",
      "arn:aws:kms:us-east-1:111111111111:x",
    ],
  ],
  [
    "arn-shape",
    "identity",
    on("iam:GetPolicy", [
      "arn:aws:iam::aws:policy/ReadOnlyAccess",
      "arn:aws:s3:::bucket",
      "arn:aws:kms:*:*:*",
      "arn:*:kms:*:1*:key/mrk-*",
      "arn:aws-us-gov:kms:us-gov-west-1:111111111111:alias/x",
    ]),
    [],
  ],
  [
    "region-name",
    "identity",
    on("kms:Decrypt", [
      "arn:aws:kms::111111111111:key/x",
      "arn:aws:iam:us-east-1:111111111111:role/x",
      "arn:aws:ec2:ireland:111111111111:volume/x",
      "arn:aws:s3:::x",
    ]),
    [
      "arn:aws:kms::111111111111:key/x",
      "arn:aws:iam:us-east-1:111111111111:role/x",
      "arn:aws:ec2:ireland:111111111111:volume/x",
    ],
  ],
  [
    "region-name",
    "identity",
    on("kms:ReplicateKey", anyKey, {
      Condition: {
        StringEquals: {
          "kms:ReplicaRegion": ["eu-west-1", "eu-west"],
          "aws:RequestedRegion": "us-east-1b",
        },
      },
    }),
    ["eu-west", "us-east-1b"],
  ],
  [
    "region-name",
    "identity",
    on("kms:Decrypt", anyKey, { Condition: { StringLike: { "aws:RequestedRegion": "eu-*" } } }),
    [],
  ],
  [
    "resource-does-not-fit-action",
    "identity",
    on(["kms:CreateKey", "kms:ListKeys", "kms:*"], "arn:aws:kms:us-east-1:111111111111:*"),
    ["kms:ListKeys"],
  ],
  [
    "resource-does-not-fit-action",
    "identity",
    on(
      ["ec2:CreateSnapshot", "ec2:DescribeVolumes", "ebs:GetSnapshotBlock", "s3:GetObject"],
      snapshot,
    ),
    ["ec2:DescribeVolumes"],
  ],
  [
    "resource-does-not-fit-action",
    "identity",
    on("ebs:GetSnapshotBlock", "arn:aws:ec2:us-east-1:111111111111:snapshot/*"),
    ["ebs:GetSnapshotBlock"],
  ],
  [
    "resource-does-not-fit-action",
    "identity",
    on("kms:Decrypt", ["arn:aws:*:*:111111111111:key/*"]),
    [],
  ],
  [
    "resource-does-not-fit-action",
    "identity",
    on("sts:AssumeRole", "arn:aws:iam::*:role/${aws:PrincipalTag/r}"),
    [],
  ],
  ["alias-arn-as-key", "identity", on(["kms:Decrypt", "s3:GetObject"], [keyArn, alias]), [alias]],
  ["alias-arn-as-key", "identity", on("kms:*", alias), []],
  ["alias-action-half", "identity", on(["kms:CreateAlias", "kms:DeleteAlias"], "*"), []],
  ["alias-action-half", "identity", on(["kms:UpdateAlias"], anyKey), ["kms:UpdateAlias"]],
  ["alias-action-half", "identity", on("kms:*", anyKey), []],
  ["key-policy-resource", "key", keyPolicy(allowRole("kms:Decrypt", { Resource: ["*", "*"] })), []],
  [
    "key-policy-resource",
    "key",
    keyPolicy({ Effect: "Allow", Principal: "*", Action: "kms:Decrypt", NotResource: "x" }),
    ["NotResource"],
  ],
  [
    "any-key-any-account",
    "identity",
    on("kms:ReEncrypt*", ["arn:aws:kms:*:*:key/*", anyKey]),
    ["arn:aws:kms:*:*:key/*"],
  ],
  ["any-key-any-account", "identity", on("kms:*", "*"), []],
  ["any-key-any-account", "identity", on("kms:DescribeKey", "*"), []],
  [
    "any-key-any-account",
    "identity",
    on("kms:Decrypt", "*", {
      Condition: { StringEquals: { "aws:ResourceAccount": "111111111111" } },
    }),
    [],
  ],
  [
    "multi-region-key-pinned",
    "identity",
    on("kms:Decrypt", [
      "arn:aws:kms:us-*:111111111111:key/mrk-1",
      "arn:aws:kms:us-east-1:111111111111:key/*",
    ]),
    [],
  ],
  [
    "aws-managed-key-cross-account",
    "identity",
    on("kms:Decrypt", "arn:aws:kms:us-east-1:222222222222:alias/aws/ebs"),
    ["arn:aws:kms:us-east-1:222222222222:alias/aws/ebs"],
  ],
  [
    "aws-managed-key-cross-account",
    "identity",
    on("kms:Decrypt", foreignKeyArn, {
      Condition: { StringEquals: { "kms:RequestAlias": ["alias/aws/ebs", "alias/x"] } },
    }),
    [],
  ],
];

test.each(cases)("%s (%s) %s", (rule, kind, text, expected) => {
  expect(underlined(rule, kind, text)).toEqual(expected);
});

test("the other half of an alias call may stand in another policy of the role", () => {
  const onAlias = on("kms:CreateAlias", alias);
  expect(underlined("alias-action-half", "identity", onAlias)).toEqual(["kms:CreateAlias"]);
  const beside = [on("kms:CreateAlias", anyKey), "not JSON"];
  expect(underlined("alias-action-half", "identity", onAlias, { beside })).toEqual([]);
});
