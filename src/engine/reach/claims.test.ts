import { expect, test } from "vitest";
import type { Statement } from "#policy";
import { accountOwnsKey, exampleKeyArn } from "#testing/reach/example-key";
import { authorize } from "../authorizer/authorize.ts";
import { explainCell } from "./explain.ts";
import { holds, holdsAll, holdsWhateverElse } from "./holds.ts";
import { createReachCache } from "./reach-cache.ts";
import type { Claim, ClaimResult, ReachQuestion } from "./types.ts";

const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const session = "arn:aws:sts::111111111111:assumed-role/CadoResponseRole/import";
const otherKey = "arn:aws:kms:us-east-1:222222222222:key/other";
const throughEc2 = { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } };
const version = "2012-10-17";

const statements: Statement[] = [
  { Sid: "AccountOwnsKey", ...accountOwnsKey },
  {
    Sid: "Import",
    Effect: "Allow",
    Principal: { AWS: importer },
    Action: ["kms:Decrypt", "kms:DescribeKey"],
    Resource: "*",
  },
  {
    Sid: "Attach",
    Effect: "Allow",
    Principal: { AWS: importer },
    Action: "kms:CreateGrant",
    Resource: "*",
    Condition: throughEc2,
  },
];
const question: ReachQuestion = {
  resource: exampleKeyArn,
  actions: ["kms:Decrypt", "kms:DescribeKey", "kms:CreateGrant", "kms:Encrypt"],
  policies: {
    identityPolicies: "unknown",
    resourcePolicy: { Version: version, Statement: statements },
  },
  requests: "real",
};

const words = (result: ClaimResult): string => {
  if (result.result === "proved") return "proved";
  if (result.result === "undecided") return `undecided: ${result.why}`;
  const { request, policies } = result.witness;
  expect(authorize(request, policies).outcome).toBe("allowed");
  const { principal, action, context = {} } = request;
  const via = Object.entries(context).flatMap(([key, value]) =>
    key === "kms:ViaService" ? [value] : [],
  );
  return [
    `refuted: ${[principal, action, ...via].join(" ")}`,
    ...result.cells.map(explainCell),
  ].join(" | ");
};
const claimOf = (never: unknown): Claim => ({ id: "c", says: "", never }) as Claim;
/** What breaks the claims is the same for the short answers. */
const answersOf = (nevers: readonly unknown[], asked = question): readonly string[] => {
  const claims = nevers.map(claimOf);
  const answers = holdsAll(claims, asked);
  const short = holdsWhateverElse(claims, asked);
  expect(short.map(({ result }) => result)).toEqual(answers.map(({ result }) => result));
  for (const answer of short)
    if (answer.result === "refuted")
      expect(authorize(answer.witness.request, answer.witness.policies).outcome).toBe("allowed");
  return answers.map(words);
};

test("a claim has the same answer alone and beside others", () => {
  const claims = [
    { principals: [importer], when: { Null: { "kms:ViaService": "true" } } },
    { exceptPrincipals: ["222222222222"], actions: ["kms:Encrypt"] },
    { principals: "*" },
  ].map(claimOf);
  const answers = holdsAll(claims, question);
  expect(claims.map((claim) => holds(claim, question))).toEqual(answers);
  expect(answers.map(({ result }) => result)).toEqual(["refuted", "proved", "undecided"]);
  const cache = createReachCache();
  for (const _ of [1, 2]) expect(holdsAll(claims, question, cache)).toEqual(answers);
});

test("a claim is about the principals that it names, and not about those that it spares", () => {
  expect(
    answersOf([
      {},
      { exceptPrincipals: ["222222222222", importer] },
      { exceptPrincipals: ["arn:aws:iam::222222222222:root"] },
      { exceptPrincipals: ["222222222222", "arn:aws:iam::111111111111:role/*"] },
      { principals: [importer], exceptPrincipals: [importer] },
      { principals: [importer] },
      { principals: [session], actions: ["kms:Decrypt"] },
      { principals: ["arn:aws:sts::111111111111:assumed-role/Another/*"] },
      { principals: ["111111111111"], exceptPrincipals: [importer] },
      { principals: ["ec2.amazonaws.com"] },
      { principals: [] },
    ]),
  ).toMatchInlineSnapshot(`
    [
      "refuted: arn:aws:iam::222222222222:root kms:CreateGrant | Root of 222222222222 may call CreateGrant, Decrypt, DescribeKey and Encrypt. | Every role and user of 222222222222 and role CadoResponseRole of 111111111111 may call Decrypt and DescribeKey, if an IAM policy of theirs allows it. | Every role and user of 222222222222 and role CadoResponseRole of 111111111111 may call CreateGrant, Decrypt and DescribeKey, if an IAM policy of theirs allows it, only when kms:ViaService is ec2.us-east-1.amazonaws.com. | Every role and user of 222222222222 may call CreateGrant, Decrypt, DescribeKey and Encrypt, if an IAM policy of theirs allows it.",
      "proved",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt and DescribeKey, if an IAM policy of theirs allows it. | Role CadoResponseRole of 111111111111 may call CreateGrant, Decrypt and DescribeKey, if an IAM policy of theirs allows it, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
      "proved",
      "proved",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt and DescribeKey, if an IAM policy of theirs allows it. | Role CadoResponseRole of 111111111111 may call CreateGrant, Decrypt and DescribeKey, if an IAM policy of theirs allows it, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
      "refuted: arn:aws:sts::111111111111:assumed-role/CadoResponseRole/import kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
      "proved",
      "proved",
      "proved",
      "proved",
    ]
  `);
});

test("a claim is about the actions and resources that it names, and not about those that it spares", () => {
  const principals = [importer];
  expect(
    answersOf([
      { principals, actions: ["kms:Encrypt"] },
      { principals, actions: ["kms:Encrypt", "kms:decrypt"] },
      { principals, actions: ["kms:*Key"] },
      { principals, exceptActions: ["kms:Decrypt", "kms:CreateGrant"] },
      { principals, exceptActions: ["kms:Decrypt", "kms:DescribeKey", "kms:CreateGrant"] },
      { principals, actions: ["kms:D*"], exceptActions: ["kms:De*"] },
      { principals, actions: [] },
      { principals, resources: [otherKey] },
      { principals, resources: [otherKey, "arn:aws:kms:us-east-1:222222222222:key/0d99*"] },
      { principals, exceptResources: [exampleKeyArn] },
      { principals, exceptResources: [otherKey] },
      { principals, resources: [otherKey], exceptResources: [otherKey] },
    ]),
  ).toMatchInlineSnapshot(`
    [
      "proved",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:DescribeKey | Role CadoResponseRole of 111111111111 may call DescribeKey, if an IAM policy of theirs allows it.",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:DescribeKey | Role CadoResponseRole of 111111111111 may call DescribeKey, if an IAM policy of theirs allows it.",
      "proved",
      "proved",
      "proved",
      "proved",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt and DescribeKey, if an IAM policy of theirs allows it. | Role CadoResponseRole of 111111111111 may call CreateGrant, Decrypt and DescribeKey, if an IAM policy of theirs allows it, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
      "proved",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt and DescribeKey, if an IAM policy of theirs allows it. | Role CadoResponseRole of 111111111111 may call CreateGrant, Decrypt and DescribeKey, if an IAM policy of theirs allows it, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt and DescribeKey, if an IAM policy of theirs allows it. | Role CadoResponseRole of 111111111111 may call CreateGrant, Decrypt and DescribeKey, if an IAM policy of theirs allows it, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
    ]
  `);
});

test("a claim is about the requests of its condition, read as under Deny", () => {
  const ofAttach = { principals: [importer], actions: ["kms:CreateGrant"] };
  const ofImport = { principals: [importer], actions: ["kms:Decrypt"] };
  const viaEc2 = { "kms:ViaService": "ec2.us-east-1.amazonaws.com" };
  expect(
    answersOf([
      { ...ofAttach, when: { StringNotEquals: viaEc2 } },
      { ...ofAttach, when: { StringEquals: viaEc2 } },
      { ...ofImport, when: { StringNotEquals: viaEc2 } },
      { ...ofImport, when: { Null: { "kms:ViaService": "true" } } },
      { ...ofAttach, when: { Null: { "kms:ViaService": "true" } } },
      { ...ofImport, when: { ArnNotEquals: { "aws:PrincipalArn": importer } } },
      { ...ofImport, when: { StringNotEquals: { "aws:PrincipalAccount": "111111111111" } } },
      { ...ofImport, when: { Nonsense: { "kms:ViaService": "x" } } },
      {
        ...ofImport,
        when: { StringNotEquals: { "aws:PrincipalAccount": `${"$"}{aws:ResourceAccount}` } },
      },
      {
        principals: ["222222222222"],
        when: { StringNotEquals: { "aws:PrincipalAccount": `${"$"}{aws:ResourceAccount}` } },
      },
    ]),
  ).toMatchInlineSnapshot(`
    [
      "proved",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant ec2.us-east-1.amazonaws.com | Role CadoResponseRole of 111111111111 may call CreateGrant, if an IAM policy of theirs allows it, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it, only when kms:ViaService is not ec2.us-east-1.amazonaws.com.",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it, only when kms:ViaService is absent.",
      "proved",
      "refuted: arn:aws:sts::111111111111:assumed-role/CadoResponseRole/import kms:Decrypt | A role of the same name under another path may call Decrypt, if an IAM policy of theirs allows it.",
      "proved",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
      "proved",
    ]
  `);
});

test("what is no claim is not decided, and the claims beside it are", () => {
  expect(
    answersOf([
      5,
      null,
      [],
      { principals: importer },
      { exceptPrincipals: importer },
      { principals: [importer], actions: ["kms:Encrypt"] },
      { principals: [5, importer], actions: ["kms:Encrypt", "kms:Decrypt"] },
      { principals: [importer], exceptPrincipals: [5] },
    ]),
  ).toMatchInlineSnapshot(`
    [
      "undecided: the claim cannot be read",
      "undecided: the claim cannot be read",
      "undecided: the claim cannot be read",
      "undecided: the claim cannot be read",
      "undecided: the claim cannot be read",
      "proved",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt and DescribeKey, if an IAM policy of theirs allows it. | Role CadoResponseRole of 111111111111 may call CreateGrant, Decrypt and DescribeKey, if an IAM policy of theirs allows it, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
    ]
  `);
  expect([undefined, "nobody", {}, null].map((claim) => holds(claim as never, question))).toEqual(
    Array.from({ length: 4 }, () => ({ result: "undecided", why: "the claim cannot be read" })),
  );
});

test("a claim about what is not asked is proved", () => {
  const asked: ReachQuestion = { ...question, principals: [importer], actions: ["kms:Decrypt"] };
  expect(
    answersOf(
      [
        { principals: ["222222222222"] },
        { principals: [importer], exceptActions: ["kms:Decrypt"] },
        { principals: [importer] },
        {},
      ],
      asked,
    ),
  ).toMatchInlineSnapshot(`
    [
      "proved",
      "proved",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt | Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
    ]
  `);
});

test("the budget ends an answer: nothing is proved that was not looked at", () => {
  const claims = [{ principals: [importer], actions: ["kms:Encrypt"] }, {}];
  expect(answersOf(claims, { ...question, budget: 0 })).toMatchInlineSnapshot(`
    [
      "undecided: the budget was used up",
      "undecided: the budget was used up",
    ]
  `);
  expect(answersOf(claims, { ...question, budget: -1 })).toEqual(answersOf(claims));
});
