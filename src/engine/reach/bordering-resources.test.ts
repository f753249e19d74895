import { describe, expect, test } from "vitest";
import type { Statement } from "#policy";
import { authorize } from "../authorizer/authorize.ts";
import type { Grant } from "../authorizer/types.ts";
import { cellIncludes } from "./includes.ts";
import { reach } from "./reach.ts";
import type { ReachQuestion } from "./types.ts";

const role = "arn:aws:iam::111111111111:role/CadoResponseRole";
const alice = "arn:aws:iam::111111111111:user/alice";
const variable = (name: string) => `$\{${name}}`;

/** What the IAM policy of a caller allows on resources that fit one of the patterns. */
const identity = (
  like: readonly string[],
  statements: readonly Omit<Statement, "Effect">[],
  more: Partial<ReachQuestion> = {},
): ReachQuestion => ({
  policies: {
    identityPolicies: [
      {
        Version: "2012-10-17",
        Statement: statements.map((one) => ({ Effect: "Allow" as const, ...one }) as Statement),
      },
    ],
  },
  resource: { like },
  principals: [role],
  ...more,
});

/** Answers of the cells of a question for requests near the border, which `authorize` shares. */
function decided(
  question: ReachQuestion,
  requests: readonly { principal: string; action: string; resource: string }[],
): readonly string[] {
  const { allowed } = reach(question);
  const { resourceAccount } = question;
  return requests.map((one) => {
    const request = resourceAccount === undefined ? one : { ...one, resourceAccount };
    const { identityPolicies, resourcePolicy, ...others } = question.policies;
    const policies = {
      ...others,
      ...(identityPolicies === "unknown" ? {} : { identityPolicies }),
      ...(resourcePolicy === "unknown" ? {} : { resourcePolicy }),
    };
    const isAllowed = authorize(request, policies).outcome === "allowed";
    expect([one.resource, allowed.some((cell) => cellIncludes(cell, request))]).toEqual([
      one.resource,
      isAllowed,
    ]);
    return `${one.resource}: ${isAllowed ? "allowed" : "refused"}`.replaceAll("$", "%");
  });
}

describe("cells hold what the authorizer allows, near every border", () => {
  const ask = (resources: readonly string[], action: string, principal = role) =>
    resources.map((resource) => ({ principal, action, resource }));
  test("owner, partition and form of a resource", () => {
    const resources = [
      "arn:aws:ec2:us-east-1:111111111111:volume/vol-1",
      "arn:aws:ec2:us-east-1:222222222222:volume/vol-1",
      "arn:aws:ec2:us-east-1:333333333333:volume/vol-1",
      "arn:aws-cn:ec2:us-east-1:111111111111:volume/vol-1",
      "arn:aws-us-gov:ec2:us-east-1:111111111111:volume/vol-1",
      "arn::ec2:us-east-1:111111111111:volume/vol-1",
      "arn:aws:ec2:us-east-1::image/ami-1",
      "arn:aws:ec2:us-east-1:222222222222",
      "xrn:aws:ec2:us-east-1:222222222222:volume/vol-1",
      "volume/vol-1",
      "*",
    ];
    const all = [{ Action: "ec2:*", Resource: ["*", "arn:aws:ec2:*:222222222222:volume/*"] }];
    for (const resourceAccount of [undefined, "111111111111", "222222222222"])
      expect(
        decided(
          identity(["*"], all, { actions: ["ec2:AttachVolume"], resourceAccount }),
          ask(resources, "ec2:AttachVolume"),
        ),
      ).toHaveLength(resources.length);
    expect(
      decided(
        identity(["*"], all, { actions: ["ec2:AttachVolume"], resourceAccount: "111111111111" }),
        ask(resources, "ec2:AttachVolume"),
      ),
    ).toMatchInlineSnapshot(`
      [
        "arn:aws:ec2:us-east-1:111111111111:volume/vol-1: allowed",
        "arn:aws:ec2:us-east-1:222222222222:volume/vol-1: refused",
        "arn:aws:ec2:us-east-1:333333333333:volume/vol-1: refused",
        "arn:aws-cn:ec2:us-east-1:111111111111:volume/vol-1: refused",
        "arn:aws-us-gov:ec2:us-east-1:111111111111:volume/vol-1: refused",
        "arn::ec2:us-east-1:111111111111:volume/vol-1: allowed",
        "arn:aws:ec2:us-east-1::image/ami-1: allowed",
        "arn:aws:ec2:us-east-1:222222222222: allowed",
        "xrn:aws:ec2:us-east-1:222222222222:volume/vol-1: allowed",
        "volume/vol-1: allowed",
        "*: allowed",
      ]
    `);
  });

  test("keys go by their key policy, aliases and lists of keys do not", () => {
    const resources = [
      "arn:aws:kms:us-east-1:111111111111:key/1",
      "arn:aws:kms:us-east-1:111111111111:alias/forensics",
      "arn:aws:kms:us-east-1:111111111111:alias/aws/ebs",
      "arn:aws:kms:us-east-1:111111111111:key",
      "*",
    ];
    expect(
      decided(
        identity(["*"], [{ Action: "kms:*", Resource: "*" }], { resourceAccount: "111111111111" }),
        ask(resources, "kms:CreateAlias"),
      ),
    ).toMatchInlineSnapshot(`
      [
        "arn:aws:kms:us-east-1:111111111111:key/1: refused",
        "arn:aws:kms:us-east-1:111111111111:alias/forensics: allowed",
        "arn:aws:kms:us-east-1:111111111111:alias/aws/ebs: refused",
        "arn:aws:kms:us-east-1:111111111111:key: refused",
        "*: refused",
      ]
    `);
  });

  test("policy variables in a resource", () => {
    const question = identity(
      ["arn:aws:s3:::evidence/*"],
      [
        {
          Action: "s3:GetObject",
          Resource: [
            `arn:aws:s3:::evidence/${variable("aws:username")}/*`,
            `arn:aws:s3:::evidence/star${variable("*")}`,
            `arn:aws:s3:::evidence/${variable("aws:username")}-${variable("aws:PrincipalTag/team")}`,
          ],
        },
      ],
      { principals: [alice], resourceAccount: "111111111111" },
    );
    const resources = [
      "alice/x",
      "bob/x",
      "alice",
      "star*",
      "stars",
      "alice-forensics",
      "alice-",
    ].map((name) => `arn:aws:s3:::evidence/${name}`);
    const context = { "aws:username": "alice", "aws:PrincipalTag/team": "forensics" };
    expect(
      decided(
        question,
        ask(resources, "s3:GetObject", alice).map((one) => ({ ...one, context })),
      ),
    ).toMatchInlineSnapshot(`
      [
        "arn:aws:s3:::evidence/alice/x: allowed",
        "arn:aws:s3:::evidence/bob/x: refused",
        "arn:aws:s3:::evidence/alice: refused",
        "arn:aws:s3:::evidence/star*: allowed",
        "arn:aws:s3:::evidence/stars: refused",
        "arn:aws:s3:::evidence/alice-forensics: allowed",
        "arn:aws:s3:::evidence/alice-: refused",
      ]
    `);
  });

  test("a grant whose key id has characters of a pattern is of that key alone", () => {
    const grants = ["a*b", "?", "c$d"].map(
      (keyId): Grant => ({ granteePrincipal: role, operations: ["Decrypt"], keyId }),
    );
    const resources = ["a*b", "axb", "?", "x", "c$d", "cd", "x/key/a*b"].map(
      (name) => `arn:aws:kms:us-east-1:222222222222:key/${name}`,
    );
    expect(
      decided(
        { policies: { grants }, resource: { like: ["arn:aws:kms:*:222222222222:key/*"] } },
        ask(resources, "kms:Decrypt"),
      ),
    ).toMatchInlineSnapshot(`
      [
        "arn:aws:kms:us-east-1:222222222222:key/a*b: allowed",
        "arn:aws:kms:us-east-1:222222222222:key/axb: refused",
        "arn:aws:kms:us-east-1:222222222222:key/?: allowed",
        "arn:aws:kms:us-east-1:222222222222:key/x: refused",
        "arn:aws:kms:us-east-1:222222222222:key/c%d: allowed",
        "arn:aws:kms:us-east-1:222222222222:key/cd: refused",
        "arn:aws:kms:us-east-1:222222222222:key/x/key/a*b: refused",
      ]
    `);
  });
});
