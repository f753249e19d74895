import { expect, test } from "vitest";
import { deny, ec2, via } from "#testing/linter/statements";
import { type Case, underlined } from "#testing/linter/underlined";
import { allow, allowRole, foreignRole, keyPolicy, ownAccount, policy, role } from "../examples.ts";

const cases: readonly Case[] = [
  // A condition on the account's own statement counts: the policy can be changed through RDS only, that is never.
  [
    "key-policy-lockout",
    "key",
    policy(
      allowRole("kms:*", {
        Principal: { AWS: ownAccount },
        Condition: via("rds.us-east-1.amazonaws.com"),
      }),
    ),
    ["Statement"],
  ],
  [
    "key-policy-lockout",
    "key",
    policy(
      allowRole("kms:*", { Condition: { StringEquals: { "kms:CallerAccount": "222222222222" } } }),
    ),
    ["Statement"],
  ],
  // Nobody is left by the Deny but a role that is not allowed.
  [
    "key-policy-lockout",
    "key",
    policy(
      allowRole("kms:*"),
      deny("kms:PutKeyPolicy", {
        Condition: { ArnNotEquals: { "aws:PrincipalArn": foreignRole } },
      }),
    ),
    ["Statement"],
  ],
  // Only the root user is let in by the account's statement.
  [
    "iam-not-enabled",
    "key",
    policy(
      allowRole("kms:*", {
        Principal: { AWS: ownAccount },
        Condition: { StringEquals: { "aws:PrincipalType": "Account" } },
      }),
    ),
    ["Statement"],
  ],
  [
    "iam-not-enabled",
    "key",
    keyPolicy(deny("kms:*", { Condition: { ArnNotEquals: { "aws:PrincipalArn": role } } })),
    ["Statement"],
  ],
  ["iam-not-enabled", "key", keyPolicy(deny("kms:Decrypt")), []],
  // A Deny of the same document limits the grants of both rules.
  [
    "create-grant-unrestricted",
    "key",
    keyPolicy(
      allowRole("kms:CreateGrant"),
      deny("kms:CreateGrant", {
        Condition: { BoolIfExists: { "kms:GrantIsForAWSResource": "false" } },
      }),
    ),
    [],
  ],
  [
    "create-grant-unrestricted",
    "key",
    keyPolicy(allowRole("kms:CreateGrant"), deny("kms:CreateGrant", { Condition: via(ec2) })),
    ["kms:CreateGrant"],
  ],
  [
    "allow-shadowed-by-deny",
    "key",
    keyPolicy(
      allowRole("kms:Decrypt", { Condition: via(ec2) }),
      deny("kms:Decrypt", { Condition: { StringLike: { "kms:ViaService": "ec2.*" } } }),
    ),
    ["kms:Decrypt"],
  ],
  [
    "allow-shadowed-by-deny",
    "key",
    keyPolicy(
      allowRole("kms:Decrypt", { Condition: { StringLike: { "kms:ViaService": "ec2.*" } } }),
      deny("kms:Decrypt", { Condition: via(ec2) }),
    ),
    [],
  ],
  [
    "statement-redundant",
    "identity",
    policy(allow("kms:Decrypt", { Sid: "A" }), allow("kms:*", { Sid: "B", Resource: "*" })),
    ["A"],
  ],
  // The account's statement leaves it to identity policies; the role's does not.
  ["statement-redundant", "key", keyPolicy(allowRole("kms:Decrypt", { Sid: "A" })), []],
  [
    "statement-redundant",
    "key",
    keyPolicy(deny("kms:Delete*", { Sid: "A" }), deny("kms:*", { Sid: "B", Condition: via(ec2) })),
    [],
  ],
  [
    "statement-redundant",
    "key",
    keyPolicy(
      deny("kms:ScheduleKeyDeletion", {
        Sid: "A",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
      deny("kms:ScheduleKeyDeletion", { Sid: "B" }),
    ),
    ["A"],
  ],
  [
    "statement-never-applies",
    "identity",
    policy(
      allow("kms:Decrypt", {
        Sid: "A",
        Condition: {
          StringEquals: { "kms:ViaService": ec2 },
          StringNotLike: { "kms:ViaService": "ec2.*" },
        },
      }),
    ),
    ["A"],
  ],
  [
    "statement-never-applies",
    "key",
    keyPolicy(
      deny("kms:Decrypt", {
        Sid: "A",
        Principal: { AWS: role },
        Condition: { StringEquals: { "kms:CallerAccount": "222222222222" } },
      }),
    ),
    ["A"],
  ],
  // Another finding says already what is wrong with the statement.
  [
    "statement-never-applies",
    "identity",
    policy(
      allow("kms:Decrypt", {
        Sid: "A",
        Condition: {
          StringEquals: { "kms:ViaService": ec2 },
          StringNotLike: { "kms:ViaService": "ec2.*" },
          "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" },
        },
      }),
    ),
    [],
  ],
];

/** A key of which nothing but the condition names the region, used within a period. */
const inPeriod = (region: string) =>
  keyPolicy(
    allowRole("kms:Decrypt", {
      Sid: "A",
      Condition: {
        ...via(`ec2.${region}.amazonaws.com`),
        DateGreaterThan: { "aws:CurrentTime": "2026-12-01T00:00:00Z" },
        DateLessThan: { "aws:CurrentTime": "2026-12-02T17:30:00Z" },
      },
    }),
  );

test.each(["us-east-1", "eu-west-1", "us-gov-west-1", "eu-*", "xx-new-1"])(
  "a statement for a period through EC2 in %s can apply",
  (region) => {
    expect(underlined("statement-never-applies", "key", inPeriod(region))).toEqual([]);
  },
);

test("a region that only conditions name changes no finding", () => {
  const moved = (text: string) => text.replaceAll("us-east-1", "eu-west-1");
  for (const [rule, kind, text, expected] of cases)
    if (moved(text) !== text) expect(underlined(rule, kind, moved(text))).toEqual(expected);
});

test.each(cases)("%s (%s) %s", (rule, kind, text, expected) => {
  expect(underlined(rule, kind, text)).toEqual(expected);
});
