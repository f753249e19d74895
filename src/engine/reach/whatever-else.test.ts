import { expect, test } from "vitest";
import type { Condition, Policy, Statement } from "#policy";
import { requestLine, statementName } from "#testing/reach/answer-lines";
import { accountOwnsKey, exampleKeyArn } from "#testing/reach/example-key";
import { authorize } from "../authorizer/authorize.ts";
import { type ClaimAnswer, holds, holdsAll, holdsWhateverElse } from "./holds.ts";
import { createReachCache } from "./reach-cache.ts";
import type { Claim, ReachPolicies, ReachQuestion } from "./types.ts";

const worker = "arn:aws:iam::222222222222:role/Worker";
const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const policy = (...Statement: Statement[]): Policy => ({ Version: "2012-10-17", Statement });
const allow = (Action: string | string[], more: Partial<Statement> = {}): Statement => ({
  Effect: "Allow",
  Action,
  Resource: "*",
  ...more,
});
const keyPolicy = policy(
  { Sid: "AccountOwnsKey", ...accountOwnsKey },
  { Sid: "Import", ...allow("kms:Decrypt", { Principal: { AWS: importer } }) },
);
const ask = (policies: ReachPolicies, more: Partial<ReachQuestion> = {}): ReachQuestion => ({
  resource: exampleKeyArn,
  principals: [worker, importer],
  requests: "real",
  policies: { resourcePolicy: keyPolicy, ...policies },
  ...more,
});
const never = (of: Claim["never"]): Claim => ({ id: "c", says: "", never: of });

const words = (answer: ClaimAnswer): string => {
  if (answer.result === "proved") return `proved${answer.whateverElse ? ", whatever else" : ""}`;
  if (answer.result === "undecided") return `undecided: ${answer.why}`;
  const { request, policies } = answer.witness;
  expect(authorize(request, policies).outcome).toBe("allowed");
  const { principal, action, resource } = request;
  return `refuted: ${requestLine({ principal, action, resource: resource.slice(-8) })} by ${answer.allows.map(statementName).join(", ")}`;
};
/** The same answers with a cache, the first and the second time; each claim alone has the same result. */
const answersOf = (claims: readonly Claim[], question: ReachQuestion) => {
  const answers = holdsWhateverElse(claims, question);
  const cache = createReachCache();
  for (const _ of [1, 2]) expect(holdsWhateverElse(claims, question, cache)).toEqual(answers);
  expect(claims.map((claim) => holds(claim, question).result)).toEqual(
    answers.map(({ result }) => result),
  );
  return answers.map(words);
};

const ofWorker = never({ principals: [worker], actions: ["kms:Decrypt"] });
const ofImporter = never({ principals: [importer], actions: ["kms:Decrypt"] });
const encrypts = never({ principals: [importer], actions: ["kms:Encrypt"] });

test("a claim is proved whatever else IAM allows only if the key's policy proves it", () => {
  const claims = [ofWorker, ofImporter, encrypts];
  const identities: ReachPolicies[] = [
    { identityPolicies: [] },
    { identityPolicies: [policy(allow("kms:Encrypt"))] },
    { identityPolicies: [policy(allow("s3:*")), policy({ Sid: "Keys", ...allow("kms:*") })] },
    { identityPolicies: "unknown" },
    { identityPolicies: [], permissionsBoundary: [policy(allow("kms:Encrypt"))] },
    { identityPolicies: "unknown", resourcePolicy: "unknown" },
  ];
  expect(identities.flatMap((one) => [...answersOf(claims, ask(one)), ""])).toMatchInlineSnapshot(`
    [
      "proved",
      "proved",
      "proved, whatever else",
      "",
      "proved",
      "proved",
      "proved, whatever else",
      "",
      "refuted: arn:aws:iam::222222222222:role/Worker kms:Decrypt a4d4a0b1 by resourcePolicy.0.0 AccountOwnsKey, identityPolicies.1.0 Keys",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt a4d4a0b1 by resourcePolicy.0.1 Import, identityPolicies.1.0 Keys",
      "proved, whatever else",
      "",
      "refuted: arn:aws:iam::222222222222:role/Worker kms:Decrypt a4d4a0b1 by resourcePolicy.0.0 AccountOwnsKey",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt a4d4a0b1 by resourcePolicy.0.1 Import",
      "proved, whatever else",
      "",
      "proved, whatever else",
      "proved, whatever else",
      "proved, whatever else",
      "",
      "refuted: arn:aws:iam::222222222222:role/Worker kms:Decrypt a4d4a0b1 by ",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt a4d4a0b1 by ",
      "refuted: arn:aws:iam::111111111111:role/CadoResponseRole kms:Encrypt a4d4a0b1 by ",
      "",
    ]
  `);
});

test("claims that are proved and others have each their own answer, in any order", () => {
  const open = ask({ identityPolicies: [policy({ Sid: "Keys", ...allow("kms:Encrypt") })] });
  const all = never({ principals: [worker] });
  expect(answersOf([encrypts, all, ofWorker], open)).toMatchInlineSnapshot(`
    [
      "proved, whatever else",
      "refuted: arn:aws:iam::222222222222:role/Worker kms:Encrypt a4d4a0b1 by resourcePolicy.0.0 AccountOwnsKey, identityPolicies.0.0 Keys",
      "proved",
    ]
  `);
  expect(answersOf([all, encrypts, 5 as never, ofWorker, encrypts], open)).toMatchInlineSnapshot(`
    [
      "refuted: arn:aws:iam::222222222222:role/Worker kms:Encrypt a4d4a0b1 by resourcePolicy.0.0 AccountOwnsKey, identityPolicies.0.0 Keys",
      "proved, whatever else",
      "undecided: the claim cannot be read",
      "proved",
      "proved, whatever else",
    ]
  `);
  expect(answersOf([], open)).toEqual([]);
});

test("a claim about actions that are not of the resource's service is about nothing", () => {
  const everything = {
    identityPolicies: [policy(allow("*"))],
    resourcePolicy: policy(
      allow("*", { Principal: "*" }),
      // A trust policy has no Resource.
      { Effect: "Allow", Action: "*", Principal: "*" },
    ),
  };
  const question = ask(everything, { requests: "any" });
  const of = (...actions: string[]) => never({ actions });
  expect(answersOf([of("s3:GetObject"), of("kms:Decrypt")], question)).toMatchInlineSnapshot(`
    [
      "proved, whatever else",
      "refuted: arn:aws:iam::222222222222:role/Worker kms:Decrypt a4d4a0b1 by resourcePolicy.0.0, identityPolicies.0.0",
    ]
  `);
  expect(answersOf([of("s3:GetObject", "k*")], question)).toMatchInlineSnapshot(`
    [
      "refuted: arn:aws:iam::222222222222:role/Worker kms:CancelKeyDeletion a4d4a0b1 by resourcePolicy.0.0, identityPolicies.0.0",
    ]
  `);
  expect(answersOf([of("*")], question)).toMatchInlineSnapshot(`
    [
      "refuted: arn:aws:iam::222222222222:role/Worker kms:CancelKeyDeletion a4d4a0b1 by resourcePolicy.0.0, identityPolicies.0.0",
    ]
  `);
  expect(answersOf([of("KMS:decrypt"), of()], question)).toMatchInlineSnapshot(`
    [
      "refuted: arn:aws:iam::222222222222:role/Worker kms:Decrypt a4d4a0b1 by resourcePolicy.0.0, identityPolicies.0.0",
      "proved, whatever else",
    ]
  `);
  expect(answersOf([of("kms:Decrypt"), never({})], question)).toMatchInlineSnapshot(`
    [
      "refuted: arn:aws:iam::222222222222:role/Worker kms:Decrypt a4d4a0b1 by resourcePolicy.0.0, identityPolicies.0.0",
      "refuted: arn:aws:iam::222222222222:role/Worker kms:CancelKeyDeletion a4d4a0b1 by resourcePolicy.0.0, identityPolicies.0.0",
    ]
  `);
  expect(answersOf([of("kms:Encrypt")], { ...question, actions: ["kms:Decrypt"] })).toEqual([
    "proved, whatever else",
  ]);
  const roles = { ...question, resource: { like: ["arn:aws:iam::*:role/*"] } };
  expect(answersOf([of("sts:AssumeRole")], roles)).toMatchInlineSnapshot(`
    [
      "refuted: arn:aws:iam::222222222222:role/Worker sts:AssumeRole /example by resourcePolicy.0.1, identityPolicies.0.0",
    ]
  `);
  expect(answersOf([of("kms:Decrypt")], roles)).toMatchInlineSnapshot(`
    [
      "proved, whatever else",
    ]
  `);
});

test("a value may fit two ways of comparing that no example fits: what turns on it is not decided", () => {
  const number = { NumericLessThan: { "aws:X": "30" } };
  const pattern = { StringLike: { "aws:X": "2*7*3" } };
  const of = (Condition: Condition) =>
    ask(
      {
        identityPolicies: "unknown",
        resourcePolicy: policy(allow("kms:Encrypt", { Principal: "*", Condition })),
      },
      { requests: "any", actions: ["kms:*"] },
    );
  const why = "no request was found that compares as its conditions say";
  const undecided = { result: "undecided", why };
  for (const answers of [holdsAll, holdsWhateverElse]) {
    expect(answers([encrypts], of({ ...number, ...pattern }))).toMatchObject([undecided]);
    // A claim about the key may bring the second way.
    const ofKey = never({ principals: [worker], actions: ["kms:Encrypt"], when: pattern });
    expect(answers([ofKey], of(number))).toMatchObject([undecided]);
    // No statement allows what this claim is about.
    expect(answers([ofWorker], of({ ...number, ...pattern }))).toMatchObject([
      { result: "proved" },
    ]);
    expect(answers([ofWorker, encrypts], of(number)).map(({ result }) => result)).toEqual([
      "proved",
      "refuted",
    ]);
  }
  // The statement is about other actions than the claim: it is not read.
  const any = { ...of({ ...number, ...pattern }), actions: undefined };
  expect(answersOf([encrypts], any).length).toBe(1);
  expect(holdsWhateverElse([ofWorker], any)).toEqual([{ result: "proved", whateverElse: true }]);
});

test("a budget that ends is no proof, and more steps give the answer", () => {
  const question = ask({ identityPolicies: [policy(allow("kms:Encrypt"))] });
  const claims = [ofWorker, encrypts];
  const results = [0, 10, 100_000].map((budget) => answersOf(claims, { ...question, budget }));
  expect(results.flat()).toMatchInlineSnapshot(`
    [
      "undecided: the budget was used up",
      "undecided: the budget was used up",
      "undecided: the budget was used up",
      "undecided: the budget was used up",
      "proved",
      "proved, whatever else",
    ]
  `);
});
