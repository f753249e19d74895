import { describe, expect, test } from "vitest";
import type { Statement } from "#policy";
import { answerTo, cellSentence, formulaOf } from "#testing/reach/answer-lines";
import { compareReach } from "./compare.ts";
import type { ReachQuestion } from "./types.ts";

const key = "arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1";
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

describe("rows of an answer about many resources", () => {
  test("keys of one account in two regions: what the IAM policy allows there", () => {
    const question = identity(
      ["arn:aws:kms:*:111111111111:key/*"],
      [
        { Action: "kms:Decrypt", Resource: "arn:aws:kms:us-east-1:111111111111:key/*" },
        { Action: "kms:DescribeKey", Resource: "*" },
      ],
    );
    expect(
      answerTo({ ...question, policies: { ...question.policies, resourcePolicy: "unknown" } }),
    ).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 111111111111 may call Decrypt and DescribeKey, if the policy of the resource leaves it to their account.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "Role CadoResponseRole of 111111111111 may call DescribeKey, if the policy of the resource leaves it to their account.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:DescribeKey arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      ]
    `);
  });

  test("resources of the own account, of another and of none, in two partitions", () => {
    expect(
      answerTo(identity(["*"], [{ Action: "s3:GetObject", Resource: "*" }], { actions: ["s3:*"] })),
    ).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 111111111111 may call s3:GetObject, only when the resource is of their own account.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole s3:GetObject arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      ]
    `);
    expect(
      answerTo(
        identity(["*"], [{ Action: "ec2:RunInstances", NotResource: "arn:aws:*" }], {
          actions: ["ec2:*"],
          resourceAccount: "111111111111",
        }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 111111111111 may call ec2:RunInstances, only when the resource is of their own account.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole ec2:RunInstances * of 111111111111",
        "Role CadoResponseRole of 111111111111 may call ec2:RunInstances.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole ec2:RunInstances * of 111111111111",
      ]
    `);
  });

  test("the folder of the caller, by a policy variable", () => {
    expect(
      answerTo(
        identity(
          ["arn:aws:s3:::evidence/*"],
          [
            {
              Action: "s3:GetObject",
              Resource: `arn:aws:s3:::evidence/${variable("aws:username")}/*`,
            },
            {
              Action: "s3:PutObject",
              NotResource: `arn:aws:s3:::evidence/${variable("aws:username")}/*`,
            },
            { Action: "s3:DeleteObject", Resource: `arn:aws:s3:::evidence/${variable("*")}` },
          ],
          { principals: [alice], resourceAccount: "111111111111", requests: "real" },
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "User alice of 111111111111 may call s3:PutObject.",
        "  arn:aws:iam::111111111111:user/alice s3:PutObject arn:aws:s3:::evidence/example of 111111111111 | aws:PrincipalIsAWSService=false | aws:PrincipalType=User | aws:PrincipalAccount=111111111111 | aws:username=alice | aws:ViaAWSService=false | aws:ResourceAccount=111111111111 | aws:PrincipalArn=arn:aws:iam::111111111111:user/alice",
        "User alice of 111111111111 may call s3:PutObject, only when the resource is not arn:aws:s3:::evidence/\${aws:username}/*.",
        "  arn:aws:iam::111111111111:user/alice s3:PutObject arn:aws:s3:::evidence/example of 111111111111 | aws:PrincipalIsAWSService=false | aws:PrincipalType=User | aws:PrincipalAccount=111111111111 | aws:username=alice | aws:ViaAWSService=false | aws:ResourceAccount=111111111111 | aws:PrincipalArn=arn:aws:iam::111111111111:user/alice",
        "User alice of 111111111111 may call s3:DeleteObject and s3:PutObject.",
        "  arn:aws:iam::111111111111:user/alice s3:PutObject arn:aws:s3:::evidence/* of 111111111111 | aws:PrincipalIsAWSService=false | aws:PrincipalType=User | aws:PrincipalAccount=111111111111 | aws:username=alice | aws:ViaAWSService=false | aws:ResourceAccount=111111111111 | aws:PrincipalArn=arn:aws:iam::111111111111:user/alice",
        "no request was found that compares as its conditions say: User alice of 111111111111 may call s3:GetObject, only when the resource is arn:aws:s3:::evidence/\${aws:username}/*.",
      ]
    `);
  });

  test("a question of one key against one of another key: neither is part of the other", () => {
    const other = key.replace("222222222222", "111111111111");
    const allow = (resource: string) => ({
      ...identity([], [{ Action: "kms:Decrypt", Resource: "*" }]),
      policies: {
        ...identity([], [{ Action: "kms:Decrypt", Resource: "*" }]).policies,
        resourcePolicy: "unknown" as const,
      },
      resource,
    });
    const { gained, lost, undecided } = compareReach(allow(key), allow(other));
    expect(gained.flatMap(cellSentence)).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 111111111111 may call Decrypt, if the policy of the resource leaves it to their account.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:111111111111:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      ]
    `);
    expect(lost.flatMap(cellSentence)).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 111111111111 may call Decrypt, if the policy of the resource leaves it to their account.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      ]
    `);
    expect(undecided).toEqual([]);
  });

  test("a question of one key against one of all keys: every other key is gained", () => {
    const allow = (resource: ReachQuestion["resource"]) => ({
      ...identity([], []),
      policies: {
        ...identity([], [{ Action: "kms:Decrypt", Resource: "*" }]).policies,
        resourcePolicy: "unknown" as const,
      },
      resource,
    });
    const one = allow(key);
    const all = allow({ like: ["arn:aws:kms:*:222222222222:key/*"] });
    const { gained, lost } = compareReach(one, all);
    expect(gained.flatMap(cellSentence)).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 111111111111 may call Decrypt, if the policy of the resource leaves it to their account.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      ]
    `);
    expect(
      gained.map(({ resourceSet }) => resourceSet && formulaOf(resourceSet)),
    ).toMatchInlineSnapshot(`
      [
        "StringLike arn:aws:kms:*:222222222222:key/* and not StringEquals arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 and ArnLike arn:*:kms:*:*:key/*",
      ]
    `);
    expect(lost).toEqual([]);
    expect(compareReach(all, one).lost.flatMap(cellSentence)).toEqual(gained.flatMap(cellSentence));
  });
});
