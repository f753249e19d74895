import { expect, test } from "vitest";
import type { Policy, Statement } from "#policy";
import { answerLines } from "#testing/reach/answer-lines";
import { exampleKeyArn } from "#testing/reach/example-key";
import type { ReachPolicies, ReachQuestion } from "./types.ts";

const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const worker = "arn:aws:iam::222222222222:role/Worker";
const bucket = "arn:aws:s3:::evidence";
const policy = (...Statement: Statement[]): Policy => ({ Version: "2012-10-17", Statement });
const all = policy({ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" });
const ask = (
  resource: ReachQuestion["resource"],
  actions: readonly string[],
  policies: ReachPolicies = {},
  more: Partial<ReachQuestion> = {},
): ReachQuestion => ({
  resource,
  actions,
  principals: [importer, worker],
  policies: { identityPolicies: [all], ...policies },
  ...more,
});
const answers = (...questions: ReachQuestion[]) =>
  questions.map(answerLines).flatMap((lines) => [...lines, ""]);

test("whose a resource is that names no account", () => {
  const list = ["kms:ListKeys"];
  const own = { resourceAccount: "222222222222" };
  const open = policy({
    Sid: "Open",
    Effect: "Allow",
    Principal: { AWS: importer },
    Action: "s3:*",
    Resource: "*",
  });
  expect(
    answers(
      ask("*", list),
      ask("*", list, {}, own),
      ask(bucket, ["s3:ListBucket"]),
      ask(bucket, ["s3:ListBucket"], {}, own),
      ask(bucket, ["s3:ListBucket"], { resourcePolicy: open }),
      ask(bucket, ["s3:ListBucket"], { resourcePolicy: open, identityPolicies: [] }, own),
      ask(bucket, ["s3:ListBucket"], { resourcePolicy: open, identityPolicies: [] }),
    ),
  ).toMatchInlineSnapshot(`
    [
      "Role CadoResponseRole of 111111111111 and role Worker of 222222222222 may call ListKeys, only when the resource is of their own account.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:ListKeys *",
      "  allowed by identityPolicies.0.0 All",
      "",
      "Role Worker of 222222222222 may call ListKeys.",
      "  arn:aws:iam::222222222222:role/Worker kms:ListKeys * of 222222222222",
      "  allowed by identityPolicies.0.0 All",
      "",
      "Role CadoResponseRole of 111111111111 and role Worker of 222222222222 may call s3:ListBucket, only when the resource is of their own account.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole s3:ListBucket arn:aws:s3:::evidence",
      "  allowed by identityPolicies.0.0 All",
      "",
      "Role Worker of 222222222222 may call s3:ListBucket.",
      "  arn:aws:iam::222222222222:role/Worker s3:ListBucket arn:aws:s3:::evidence of 222222222222",
      "  allowed by identityPolicies.0.0 All",
      "",
      "Role CadoResponseRole of 111111111111 may call s3:ListBucket.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole s3:ListBucket arn:aws:s3:::evidence",
      "  allowed by resourcePolicy.0.0 Open, identityPolicies.0.0 All",
      "Role CadoResponseRole of 111111111111 and role Worker of 222222222222 may call s3:ListBucket, only when the resource is of their own account.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole s3:ListBucket arn:aws:s3:::evidence",
      "  allowed by resourcePolicy.0.0 Open, identityPolicies.0.0 All",
      "",
      "",
      "Role CadoResponseRole of 111111111111 may call s3:ListBucket, only when the resource is of their own account.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole s3:ListBucket arn:aws:s3:::evidence",
      "  allowed by resourcePolicy.0.0 Open",
      "",
    ]
  `);
});

test("whose a resource is that a pattern names", () => {
  const put = ["sqs:SendMessage"];
  const like = (...patterns: string[]) => ({ like: patterns });
  const otherwise = policy(
    { Effect: "Allow", Action: "*", Resource: "*" },
    { Effect: "Deny", Action: "*", Resource: "arn:aws:sqs:us-east-1:111111111111:jobs" },
  );
  expect(
    answers(
      ask(like("arn:aws:sqs:us-east-1:222222222222:*"), put),
      ask(like("arn:aws:sqs:us-east-1:*:jobs"), put),
      ask(like("arn:aws:sqs:us-east-1:*:jobs"), put, { identityPolicies: [otherwise] }),
      ask(
        like("arn:aws:sqs:us-east-1:222222222222:a", "arn:aws:sqs:us-east-1:333333333333:a"),
        put,
        {
          resourcePolicy: "unknown",
        },
      ),
      ask(like("*"), ["s3:GetObject"]),
      ask(like("arn:aws:s3:::*"), ["s3:GetObject"], {}, { resourceAccount: "111111111111" }),
    ),
  ).toMatchInlineSnapshot(`
    [
      "Role Worker of 222222222222 may call sqs:SendMessage.",
      "  arn:aws:iam::222222222222:role/Worker sqs:SendMessage arn:aws:sqs:us-east-1:222222222222:example",
      "  allowed by identityPolicies.0.0 All",
      "",
      "Role CadoResponseRole of 111111111111 and role Worker of 222222222222 may call sqs:SendMessage, only when the resource is of their own account.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole sqs:SendMessage arn:aws:sqs:us-east-1:111111111111:jobs",
      "  allowed by identityPolicies.0.0 All",
      "",
      "Role Worker of 222222222222 may call sqs:SendMessage, only when the resource is of their own account.",
      "  arn:aws:iam::222222222222:role/Worker sqs:SendMessage arn:aws:sqs:us-east-1:222222222222:jobs",
      "  allowed by identityPolicies.0.0",
      "Role CadoResponseRole of 111111111111 and role Worker of 222222222222 may call sqs:SendMessage, only when the resource is of their own account.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole sqs:SendMessage arn:aws:sqs:us-east-1::jobs",
      "  allowed by identityPolicies.0.0",
      "Role CadoResponseRole of 111111111111 may call sqs:SendMessage.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole sqs:SendMessage arn:aws:sqs:us-east-1:111111111111:x:jobs",
      "  allowed by identityPolicies.0.0",
      "",
      "Role CadoResponseRole of 111111111111 may call sqs:SendMessage, if the policy of the resource leaves it to their account.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole sqs:SendMessage arn:aws:sqs:us-east-1:222222222222:a",
      "  allowed by identityPolicies.0.0 All",
      "Role CadoResponseRole of 111111111111 and role Worker of 222222222222 may call sqs:SendMessage, if the policy of the resource leaves it to their account.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole sqs:SendMessage arn:aws:sqs:us-east-1:333333333333:a",
      "  allowed by identityPolicies.0.0 All",
      "Role Worker of 222222222222 may call sqs:SendMessage.",
      "  arn:aws:iam::222222222222:role/Worker sqs:SendMessage arn:aws:sqs:us-east-1:222222222222:a",
      "  allowed by identityPolicies.0.0 All",
      "",
      "Role CadoResponseRole of 111111111111 and role Worker of 222222222222 may call s3:GetObject, only when the resource is of their own account.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole s3:GetObject arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      "  allowed by identityPolicies.0.0 All",
      "",
      "Role CadoResponseRole of 111111111111 may call s3:GetObject.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole s3:GetObject arn:aws:s3:::example of 111111111111",
      "  allowed by identityPolicies.0.0 All",
      "",
    ]
  `);
});

test("what belongs to AWS, and what is of another partition", () => {
  const managed = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  const chinese = "arn:aws-cn:sqs:cn-north-1:222222222222:jobs";
  const named = policy({
    Effect: "Allow",
    Principal: { AWS: ["arn:aws-cn:iam::333333333333:role/R", worker] },
    Action: "sqs:*",
    Resource: "*",
  });
  expect(
    answers(
      ask(managed, ["iam:GetPolicy"]),
      ask(chinese, ["sqs:SendMessage"], {}, { principals: undefined }),
      ask(chinese, ["sqs:SendMessage"], { resourcePolicy: named }, { principals: undefined }),
      ask(
        { like: ["arn:aws-cn:sqs:cn-north-1:222222222222:*"] },
        ["sqs:SendMessage"],
        { resourcePolicy: named },
        { principals: undefined },
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      "Role CadoResponseRole of 111111111111 and role Worker of 222222222222 may call iam:GetPolicy.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole iam:GetPolicy arn:aws:iam::aws:policy/ReadOnlyAccess",
      "  allowed by identityPolicies.0.0 All",
      "",
      "Root of 222222222222 and every role and user of 222222222222 may call sqs:SendMessage.",
      "  arn:aws-cn:iam::222222222222:role/Visitor sqs:SendMessage arn:aws-cn:sqs:cn-north-1:222222222222:jobs",
      "  allowed by identityPolicies.0.0 All",
      "",
      "Role R of 333333333333, root of 222222222222 and every role and user of 222222222222 may call sqs:SendMessage.",
      "  arn:aws-cn:iam::333333333333:role/R sqs:SendMessage arn:aws-cn:sqs:cn-north-1:222222222222:jobs",
      "  allowed by resourcePolicy.0.0, identityPolicies.0.0 All",
      "",
      "Role R of 333333333333, root of 222222222222 and every role and user of 222222222222 may call sqs:SendMessage.",
      "  arn:aws-cn:iam::333333333333:role/R sqs:SendMessage arn:aws-cn:sqs:cn-north-1:222222222222:example",
      "  allowed by resourcePolicy.0.0, identityPolicies.0.0 All",
      "",
    ]
  `);
});

test("an Allow whose principals are a pattern is for nobody, a Deny is for each that fits", () => {
  const allow = (principals: object): Statement => ({
    Effect: "Allow",
    ...principals,
    Action: "kms:*",
    Resource: "*",
  });
  const pattern = { AWS: "arn:aws:iam::111111111111:role/Cado*" };
  const both = { AWS: [importer, worker] };
  const of = (...statements: Statement[]) =>
    ask(
      exampleKeyArn,
      ["kms:Decrypt"],
      { resourcePolicy: policy(...statements) },
      { principals: [importer, worker, "arn:aws:iam::111111111111:role/Other"] },
    );
  expect(
    answers(
      of(allow({ Principal: pattern })),
      of(allow({ Principal: { AWS: [pattern.AWS, worker] } })),
      of(allow({ Principal: both }), { ...allow({ Principal: pattern }), Effect: "Deny" }),
      of(allow({ Principal: both }), {
        ...allow({ NotPrincipal: { AWS: worker } }),
        Effect: "Deny",
      }),
      of(allow({ NotPrincipal: pattern })),
    ),
  ).toMatchInlineSnapshot(`
    [
      "",
      "Role Worker of 222222222222 may call Decrypt.",
      "  arn:aws:iam::222222222222:role/Worker kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0, identityPolicies.0.0 All",
      "",
      "Role Worker of 222222222222 may call Decrypt.",
      "  arn:aws:iam::222222222222:role/Worker kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0, identityPolicies.0.0 All",
      "",
      "",
      "Role Other of 111111111111 and role Worker of 222222222222 may call Decrypt.",
      "  arn:aws:iam::222222222222:role/Worker kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0, identityPolicies.0.0 All",
      "",
    ]
  `);
});
