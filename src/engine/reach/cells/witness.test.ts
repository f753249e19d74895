import { describe, expect, test } from "vitest";
import type { Condition, Statement } from "#policy";
import { answerLines } from "#testing/reach/answer-lines";
import { exampleKeyArn, resourcePolicyAlone } from "#testing/reach/example-key";
import type { ReachQuestion } from "../types.ts";

const reader = "arn:aws:iam::222222222222:user/Ada";
const variable = (name: string) => `${"$"}{${name}}`;
const identity = (...statements: Partial<Statement>[]): ReachQuestion["policies"] => ({
  identityPolicies: [
    {
      Version: "2012-10-17",
      Statement: statements.map(
        (one) => ({ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...one }) as Statement,
      ),
    },
  ],
});
const lines = (question: ReachQuestion) => [...answerLines(question)];
/** What Ada may read of a bucket of her own account. */
const reads = (resource: string, ...statements: Partial<Statement>[]): ReachQuestion => ({
  policies: identity(...statements),
  resource,
  resourceAccount: "222222222222",
  actions: ["s3:GetObject"],
  principals: [reader],
});

describe("a request is found that compares as the policy's variables ask", () => {
  const report = "arn:aws:s3:::evidence/ada/report";
  const when = (Condition: Condition) => reads(report, { Condition });
  test("a name in the resource", () => {
    const own = { Resource: `arn:aws:s3:::evidence/${variable("aws:username")}/*` };
    expect([
      ...lines(reads(report, own)),
      ...lines(reads(report, {}, { ...own, Effect: "Deny" })),
      ...lines({ ...reads(report, own), resource: { like: ["arn:aws:s3:::evidence/*"] } }),
      ...lines(reads("arn:aws:s3:::evidence/report", own)),
    ]).toMatchInlineSnapshot(`
      [
        "User Ada of 222222222222 may call s3:GetObject, only when the resource is arn:aws:s3:::evidence/\${aws:username}/*.",
        "  arn:aws:iam::222222222222:user/Ada s3:GetObject arn:aws:s3:::evidence/ada/report of 222222222222 | aws:username=ada",
        "  allowed by identityPolicies.0.0",
        "User Ada of 222222222222 may call s3:GetObject, only when the resource is not arn:aws:s3:::evidence/\${aws:username}/*.",
        "  arn:aws:iam::222222222222:user/Ada s3:GetObject arn:aws:s3:::evidence/ada/report of 222222222222",
        "  allowed by identityPolicies.0.0",
        "no request was found that compares as its conditions say: User Ada of 222222222222 may call s3:GetObject, only when the resource is arn:aws:s3:::evidence/\${aws:username}/*.",
        "  allowed by identityPolicies.0.0",
      ]
    `);
  });

  test("two keys with the same value, or with a beginning and an end", () => {
    expect([
      ...lines(when({ StringEquals: { "s3:ExistingObjectTag/Owner": variable("aws:username") } })),
      ...lines(
        when({ StringNotEquals: { "s3:ExistingObjectTag/Owner": variable("aws:username") } }),
      ),
      ...lines(
        when({ StringLike: { "s3:prefix": `home/${variable("aws:PrincipalTag/team")}-*/?` } }),
      ),
      ...lines(
        when({
          StringEquals: { "s3:prefix": `home/${variable("aws:PrincipalTag/team")}` },
          StringLike: { "S3:Prefix": "home/for*" },
        }),
      ),
      ...lines(
        when({
          StringEquals: {
            "s3:prefix": `home/${variable("aws:PrincipalTag/team")}`,
            "aws:PrincipalTag/team": ["forensics", "backup"],
          },
        }),
      ),
    ]).toMatchInlineSnapshot(`
      [
        "User Ada of 222222222222 may call s3:GetObject, only when s3:ExistingObjectTag/Owner is \${aws:username}.",
        "  arn:aws:iam::222222222222:user/Ada s3:GetObject arn:aws:s3:::evidence/ada/report of 222222222222 | s3:existingobjecttag/owner=Visitor | aws:username=Visitor",
        "  allowed by identityPolicies.0.0",
        "User Ada of 222222222222 may call s3:GetObject, only when s3:ExistingObjectTag/Owner is not \${aws:username}.",
        "  arn:aws:iam::222222222222:user/Ada s3:GetObject arn:aws:s3:::evidence/ada/report of 222222222222 | s3:existingobjecttag/owner=visitor | aws:username=Visitor",
        "  allowed by identityPolicies.0.0",
        "User Ada of 222222222222 may call s3:GetObject, only when s3:prefix is like home/\${aws:PrincipalTag/team}-*/?.",
        "  arn:aws:iam::222222222222:user/Ada s3:GetObject arn:aws:s3:::evidence/ada/report of 222222222222 | s3:prefix=home/other-/x | aws:principaltag/team=other",
        "  allowed by identityPolicies.0.0",
        "User Ada of 222222222222 may call s3:GetObject, only when S3:Prefix is like home/for* and s3:prefix is home/\${aws:PrincipalTag/team}.",
        "  arn:aws:iam::222222222222:user/Ada s3:GetObject arn:aws:s3:::evidence/ada/report of 222222222222 | S3:Prefix=home/for* | aws:principaltag/team=for*",
        "  allowed by identityPolicies.0.0",
        "User Ada of 222222222222 may call s3:GetObject, only when aws:PrincipalTag/team is forensics or backup and s3:prefix is home/\${aws:PrincipalTag/team}.",
        "  arn:aws:iam::222222222222:user/Ada s3:GetObject arn:aws:s3:::evidence/ada/report of 222222222222 | s3:prefix=home/forensics | aws:PrincipalTag/team=forensics",
        "  allowed by identityPolicies.0.0",
      ]
    `);
  });

  test("a value with a fallback, several values, and a name without a colon", () => {
    expect([
      ...lines(when({ StringEquals: { "s3:prefix": variable("aws:PrincipalTag/team, 'none'") } })),
      ...lines(
        when({
          "ForAllValues:StringEquals": { "aws:TagKeys": [variable("aws:username"), "case"] },
        }),
      ),
      ...lines(when({ StringEquals: { "s3:prefix": variable("team") } })),
    ]).toMatchInlineSnapshot(`
      [
        "User Ada of 222222222222 may call s3:GetObject, only when s3:prefix is \${aws:PrincipalTag/team, 'none'}.",
        "  arn:aws:iam::222222222222:user/Ada s3:GetObject arn:aws:s3:::evidence/ada/report of 222222222222 | s3:prefix=other | aws:principaltag/team=other",
        "  allowed by identityPolicies.0.0",
        "User Ada of 222222222222 may call s3:GetObject, only when every value of aws:TagKeys is \${aws:username} or case.",
        "  arn:aws:iam::222222222222:user/Ada s3:GetObject arn:aws:s3:::evidence/ada/report of 222222222222 | aws:TagKeys=Visitor | aws:username=Visitor",
        "  allowed by identityPolicies.0.0",
        "no request was found that compares as its conditions say: User Ada of 222222222222 may call s3:GetObject, only when s3:prefix is \${team}.",
        "  allowed by identityPolicies.0.0",
      ]
    `);
  });

  test("keys that cannot both end with the other: undecided, not allowed", () => {
    expect(
      lines(
        when({
          StringEquals: {
            "aws:PrincipalTag/a": `${variable("aws:PrincipalTag/b")}x`,
            "aws:PrincipalTag/b": `${variable("aws:PrincipalTag/a")}x`,
          },
        }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "no request was found that compares as its conditions say: User Ada of 222222222222 may call s3:GetObject, only when aws:PrincipalTag/a is \${aws:PrincipalTag/b}x and aws:PrincipalTag/b is \${aws:PrincipalTag/a}x.",
        "  allowed by identityPolicies.0.0",
      ]
    `);
  });

  test("in real requests a variable that follows from the caller is known", () => {
    const when = { StringEquals: { "aws:PrincipalTag/owner": variable("aws:username") } };
    expect([
      ...lines({ ...reads(report, { Condition: when }), requests: "real" }),
      ...lines({
        ...reads(report, { Resource: `arn:aws:s3:::evidence/${variable("aws:username")}/*` }),
        principals: ["arn:aws:iam::222222222222:user/ada"],
        requests: "real",
      }),
    ]).toMatchInlineSnapshot(`
      [
        "User Ada of 222222222222 may call s3:GetObject, only when aws:PrincipalTag/owner is \${aws:username}.",
        "  arn:aws:iam::222222222222:user/Ada s3:GetObject arn:aws:s3:::evidence/ada/report of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=User | aws:PrincipalAccount=222222222222 | aws:username=Ada | aws:ViaAWSService=false | aws:ResourceAccount=222222222222 | aws:principaltag/owner=Ada | aws:PrincipalArn=arn:aws:iam::222222222222:user/Ada",
        "  allowed by identityPolicies.0.0",
        "User ada of 222222222222 may call s3:GetObject, only when the resource is arn:aws:s3:::evidence/\${aws:username}/*.",
        "  arn:aws:iam::222222222222:user/ada s3:GetObject arn:aws:s3:::evidence/ada/report of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=User | aws:PrincipalAccount=222222222222 | aws:username=ada | aws:ViaAWSService=false | aws:ResourceAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:user/ada",
        "  allowed by identityPolicies.0.0",
      ]
    `);
  });
});

describe("values of keys", () => {
  test("lists, absence, and one value that is several comparisons", () => {
    const statements = (Condition: Condition): Statement => ({
      Effect: "Allow",
      Principal: { AWS: reader },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition,
    });
    const ask = (Condition: Condition) =>
      lines(resourcePolicyAlone(exampleKeyArn, statements(Condition))).slice(0, 2);
    expect([
      ...ask({
        "ForAllValues:StringEquals": { "kms:ResourceAliases": ["alias/a", "alias/b"] },
        "ForAnyValue:StringEquals": { "kms:resourcealiases": "alias/b" },
        "ForAnyValue:StringLike": { "kms:ResourceAliases": "*a" },
      }),
      ...ask({ Null: { "kms:ViaService": "true", "kms:KeySpec": "false" } }),
      ...ask({
        StringNotEquals: { "kms:KeySpec": "SYMMETRIC_DEFAULT" },
        StringLike: { "kms:KeySpec": "SYMMETRIC_*" },
      }),
      ...ask({ NumericLessThan: { "kms:X": "10" }, NumericGreaterThan: { "kms:X": "8.5" } }),
      ...ask({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }),
      ...ask({ DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } }),
    ]).toMatchInlineSnapshot(`
      [
        "User Ada of 222222222222 may call Decrypt, only when every value of kms:ResourceAliases is alias/a or alias/b and some value of kms:ResourceAliases is alias/b and some value of kms:ResourceAliases is like *a.",
        "  arn:aws:iam::222222222222:user/Ada kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:ResourceAliases=alias/a+alias/b",
        "User Ada of 222222222222 may call Decrypt, only when kms:ViaService is absent and kms:KeySpec is present.",
        "  arn:aws:iam::222222222222:user/Ada kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:KeySpec=SYMMETRIC_DEFAULT",
        "User Ada of 222222222222 may call Decrypt, only when kms:KeySpec is not SYMMETRIC_DEFAULT and kms:KeySpec is like SYMMETRIC_*.",
        "  arn:aws:iam::222222222222:user/Ada kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:KeySpec=SYMMETRIC_*",
        "User Ada of 222222222222 may call Decrypt, only when kms:X is below 10 and kms:X is above 8.5.",
        "  arn:aws:iam::222222222222:user/Ada kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:X=9.25",
        "User Ada of 222222222222 may call Decrypt, only when aws:SourceIp is in 10.0.0.0/8.",
        "  arn:aws:iam::222222222222:user/Ada kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:SourceIp=10.0.0.0/8",
        "User Ada of 222222222222 may call Decrypt, only when aws:CurrentTime is above 2026-01-01T00:00:00Z.",
        "  arn:aws:iam::222222222222:user/Ada kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:CurrentTime=2026-01-02T00:00:00Z",
      ]
    `);
  });
});
