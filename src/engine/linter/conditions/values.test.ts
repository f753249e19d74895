import { expect, test } from "vitest";
import { type Case, underlined } from "#testing/linter/underlined";
import { allow, allowRole, keyPolicy, policy } from "../examples.ts";

type Test = Readonly<Record<string, unknown>>;
const identity = (action: string | string[], condition: Test, more: object = {}) =>
  policy(allow(action, { Condition: condition, ...more }));
const deny = { Effect: "Deny" };

const cases: readonly Case[] = [
  [
    "wildcard-without-like",
    "identity",
    identity("kms:Decrypt", {
      StringEquals: { "aws:PrincipalTag/x": ["${*}", "a${aws:username}", "?"] },
    }),
    ["?"],
  ],
  [
    "wildcard-without-like",
    "identity",
    identity("kms:Decrypt", { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } }),
    [],
  ],
  [
    "impossible-condition-value",
    "key",
    keyPolicy(
      allowRole("kms:Decrypt", {
        Condition: {
          StringEquals: {
            "kms:CallerAccount": ["1111", "111111111111", "${aws:PrincipalAccount}"],
          },
        },
      }),
    ),
    ["1111"],
  ],
  [
    "impossible-condition-value",
    "identity",
    identity("kms:Decrypt", {
      StringLike: { "kms:CallerAccount": "1*", "aws:PrincipalOrgID": "r-abcd" },
    }),
    ["r-abcd"],
  ],
  [
    "impossible-condition-value",
    "identity",
    identity("kms:Decrypt", {
      StringEquals: { "aws:SourceVpce": ["vpce-1a2b3c4d", "vpc-1a2b3c4d"] },
    }),
    ["vpc-1a2b3c4d"],
  ],
  [
    "impossible-condition-value",
    "identity",
    identity("kms:Decrypt", { StringEqualsIgnoreCase: { "kms:KeySpec": "symmetric_default" } }),
    [],
  ],
  [
    "impossible-condition-value",
    "identity",
    identity("kms:Decrypt", {
      StringEquals: { "kms:EncryptionContext:aws:ebs:id": ["i-0abc", "vol-0abc"] },
    }),
    ["i-0abc"],
  ],
  [
    "variable-syntax",
    "identity",
    identity("kms:Decrypt", {
      StringEquals: {
        "aws:PrincipalTag/x": ["${}", "${a b}", "${a, b}", "${a, 'b'}", "${*}", "${aws:x}"],
      },
    }),
    ["${}", "${a b}", "${a, b}"],
  ],
  [
    "variable-in-old-version",
    "identity",
    '{"Statement": {"Resource": "arn:aws:s3:::x/${aws:username}"}}',
    ["arn:aws:s3:::x/${aws:username}"],
  ],
  ["variable-in-old-version", "identity", '{"Statement": {"Resource": "arn:aws:s3:::x/${*}"}}', []],
  [
    "variable-misplaced",
    "identity",
    identity("kms:${aws:x}", { Bool: { "aws:SecureTransport": "${aws:x}" } }),
    ["kms:${aws:x}"],
  ],
  [
    "variable-misplaced",
    "identity",
    identity("kms:Decrypt", {
      IpAddress: { "aws:SourceIp": "${aws:x}" },
      StringEquals: { "aws:PrincipalTag/${aws:x}": "y" },
    }),
    ["${aws:x}", "aws:PrincipalTag/${aws:x}"],
  ],
  [
    "variable-misplaced",
    "key",
    keyPolicy(
      allowRole("kms:Decrypt", {
        Principal: { AWS: "arn:aws:iam::111111111111:user/${aws:username}" },
      }),
    ),
    ["arn:aws:iam::111111111111:user/${aws:username}"],
  ],
  [
    "private-source-ip",
    "identity",
    identity("kms:Decrypt", { NotIpAddress: { "aws:SourceIp": "192.168.1.1" } }, deny),
    ["192.168.1.1"],
  ],
  [
    "private-source-ip",
    "identity",
    identity("kms:Decrypt", { IpAddress: { "aws:VpcSourceIp": "10.0.0.0/8" } }),
    [],
  ],
  [
    "private-source-ip",
    "identity",
    identity("kms:Decrypt", { IpAddress: { "aws:SourceIp": "172.32.0.0/16" } }),
    [],
  ],
  [
    "private-source-ip",
    "identity",
    identity("kms:Decrypt", { IpAddress: { "aws:SourceIp": "fd00::/8" } }),
    ["fd00::/8"],
  ],
  [
    "operator-key-type",
    "identity",
    identity("kms:Decrypt", {
      StringLike: { "aws:PrincipalArn": "arn:*" },
      NumericLessThan: { "aws:EpochTime": 5 },
    }),
    [],
  ],
  [
    "operator-key-type",
    "identity",
    identity("kms:Decrypt", {
      ArnLike: { "aws:PrincipalTag/x": "plain" },
      StringEquals: { "aws:SourceIp": "1.2.3.4" },
    }),
    ["ArnLike", "StringEquals"],
  ],
  [
    "operator-key-type",
    "identity",
    identity("kms:Decrypt", {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:*:*:*" },
    }),
    [],
  ],
  [
    "value-type",
    "identity",
    identity("kms:Decrypt", { Null: { "aws:TokenIssueTime": ["true", "false"] } }),
    ['[ "true", "false" ]'],
  ],
  [
    "value-type",
    "identity",
    identity("kms:Decrypt", { NumericLessThan: { "aws:MultiFactorAuthAge": [5, "5", "5s"] } }),
    ["5s"],
  ],
  [
    "value-type",
    "identity",
    identity("kms:Decrypt", {
      DateLessThan: {
        "aws:CurrentTime": [
          "2026-02-30",
          "2026-01-31T10:00:00Z",
          "1700000000",
          "soon",
          "2026-13-01",
        ],
      },
    }),
    ["soon", "2026-13-01"],
  ],
  [
    "value-type",
    "identity",
    identity("kms:Decrypt", {
      IpAddress: {
        "aws:SourceIp": [
          "1.2.3.4/33",
          "2001:db8::1",
          "::ffff:1.2.3.4",
          "1.2.3",
          "1:2:3:4:5:6:7:8:9",
        ],
      },
    }),
    ["1.2.3.4/33", "1.2.3", "1:2:3:4:5:6:7:8:9"],
  ],
];

test.each(cases)("%s (%s) %s", (rule, kind, text, expected) => {
  expect(underlined(rule, kind, text)).toEqual(expected);
});
