import { describe, expect, test } from "vitest";
import type { Statement } from "#policy";
import { answerLines } from "#testing/reach/answer-lines";
import { exampleKeyArn } from "#testing/reach/example-key";
import type { Grant } from "../../authorizer/types.ts";
import type { ReachQuestion } from "../types.ts";

const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const reader = "arn:aws:iam::222222222222:user/Ada";
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

describe("grants", () => {
  const grant = (more: Partial<Grant>): Grant => ({
    granteePrincipal: importer,
    operations: ["Decrypt", "CreateGrant", "RetireGrant", "DescribeKey"],
    ...more,
  });
  const ask = (more: Partial<Grant>, actions: string[], identityPolicies: [] | "unknown" = []) =>
    lines({
      policies: { identityPolicies, grants: [grant(more)] },
      resource: exampleKeyArn,
      actions,
    });
  test("calls that a constraint leaves", () => {
    const exact = { constraints: { encryptionContextEquals: { "aws:ebs:id": "vol-0123" } } };
    const subset = { constraints: { encryptionContextSubset: { Case: "7", Team: "f" } } };
    const calls = ["kms:Decrypt", "kms:CreateGrant", "kms:DescribeKey", "kms:Encrypt"];
    expect([
      ...ask({}, calls),
      ...ask(exact, calls),
      ...ask(subset, calls),
      ...ask({ ...exact, keyId: "another" }, calls),
    ]).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 111111111111 may call CreateGrant, Decrypt and DescribeKey, only when a grant for arn:aws:iam::111111111111:role/CadoResponseRole allows it.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:grantoperations=Decrypt",
        "  allowed by ",
        "Role CadoResponseRole of 111111111111 may call Decrypt and DescribeKey.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by ",
        "Role CadoResponseRole of 111111111111 may call CreateGrant, Decrypt and DescribeKey, only when a grant for arn:aws:iam::111111111111:role/CadoResponseRole allows it.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:encryptioncontext:aws:ebs:id=vol-0123 | kms:grantoperations=Decrypt | kms:grantconstrainttype=EncryptionContextEquals",
        "  allowed by ",
        "Role CadoResponseRole of 111111111111 may call DescribeKey.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:DescribeKey arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by ",
        "Role CadoResponseRole of 111111111111 may call CreateGrant, Decrypt and DescribeKey, only when a grant for arn:aws:iam::111111111111:role/CadoResponseRole allows it.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:encryptioncontext:case=7 | kms:encryptioncontext:team=f | kms:grantoperations=Decrypt | kms:grantconstrainttype=EncryptionContextEquals",
        "  allowed by ",
        "Role CadoResponseRole of 111111111111 may call DescribeKey.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:DescribeKey arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by ",
      ]
    `);
  });
  test("retiring: by grantee, by the retiring principal, by an account's IAM policies", () => {
    const retire = ["kms:RetireGrant"];
    expect([
      ...ask({}, retire),
      ...ask({ operations: ["Decrypt"], retiringPrincipal: reader }, retire),
      ...ask(
        { operations: ["Decrypt"], retiringPrincipal: "arn:aws:iam::222222222222:root" },
        retire,
        "unknown",
      ),
      ...ask({ operations: ["Decrypt"] }, retire, "unknown"),
    ]).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 111111111111 may call RetireGrant.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:RetireGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by ",
        "User Ada of 222222222222 may call RetireGrant.",
        "  arn:aws:iam::222222222222:user/Ada kms:RetireGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by ",
        "Root of 222222222222 may call RetireGrant.",
        "  arn:aws:iam::222222222222:root kms:RetireGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by ",
        "Every role and user of 222222222222 may call RetireGrant, if an IAM policy of theirs allows it.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole kms:RetireGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by ",
      ]
    `);
  });
});

describe("whose the resource is", () => {
  test("of a bucket the name does not tell: the caller's own needs no bucket policy", () => {
    const bucket: ReachQuestion = {
      ...reads("arn:aws:s3:::evidence/x", {}),
      resourceAccount: undefined,
    };
    const stranger = { ...bucket, principals: ["arn:aws:iam::999999999999:user/Visitor"] };
    const shared: Statement = {
      Effect: "Allow",
      Principal: { AWS: [reader, "111111111111"] },
      Action: "s3:GetObject",
      Resource: "*",
    };
    const policies = { ...bucket.policies, resourcePolicy: { Statement: [shared] } };
    expect([
      ...lines(bucket),
      ...lines(stranger),
      ...lines({ ...bucket, policies: { resourcePolicy: { Statement: [shared] } } }),
      ...lines({ ...bucket, policies, principals: undefined }),
    ]).toMatchInlineSnapshot(`
      [
        "User Ada of 222222222222 may call s3:GetObject, only when the resource is of their own account.",
        "  arn:aws:iam::222222222222:user/Ada s3:GetObject arn:aws:s3:::evidence/x",
        "  allowed by identityPolicies.0.0",
        "Every user of any other account may call s3:GetObject, only when the resource is of their own account.",
        "  arn:aws:iam::999999999999:user/Visitor s3:GetObject arn:aws:s3:::evidence/x",
        "  allowed by identityPolicies.0.0",
        "User Ada of 222222222222 may call s3:GetObject, only when the resource is of their own account.",
        "  arn:aws:iam::222222222222:user/Ada s3:GetObject arn:aws:s3:::evidence/x",
        "  allowed by resourcePolicy.0.0",
        "User Ada of 222222222222, root of 111111111111 and every role and user of 111111111111 may call s3:GetObject.",
        "  arn:aws:iam::222222222222:user/Ada s3:GetObject arn:aws:s3:::evidence/x",
        "  allowed by resourcePolicy.0.0, identityPolicies.0.0",
        "Root of 222222222222, 111111111111 and any other account, every user and role of 222222222222 and every role and user of 111111111111 and any other account may call s3:GetObject, only when the resource is of their own account.",
        "  arn:aws:iam::222222222222:user/Ada s3:GetObject arn:aws:s3:::evidence/x",
        "  allowed by resourcePolicy.0.0, identityPolicies.0.0",
      ]
    `);
  });
  test("resources that fit a pattern of any account, and calls that name none", () => {
    const queue = {
      ...reads("", { Action: "sqs:*" }),
      actions: ["sqs:SendMessage"],
      resource: { like: ["arn:aws:sqs:us-east-1:*:jobs"] },
      resourceAccount: undefined,
    };
    expect([
      ...lines(queue),
      ...lines({
        ...reads("*", { Action: "kms:*" }),
        resourceAccount: undefined,
        actions: ["kms:ListKeys"],
      }),
    ]).toMatchInlineSnapshot(`
      [
        "User Ada of 222222222222 may call sqs:SendMessage, only when the resource is of their own account.",
        "  arn:aws:iam::222222222222:user/Ada sqs:SendMessage arn:aws:sqs:us-east-1:222222222222:jobs",
        "  allowed by identityPolicies.0.0",
        "User Ada of 222222222222 may call ListKeys, only when the resource is of their own account.",
        "  arn:aws:iam::222222222222:user/Ada kms:ListKeys *",
        "  allowed by identityPolicies.0.0",
      ]
    `);
  });
});
