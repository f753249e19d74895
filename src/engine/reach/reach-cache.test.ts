import { expect, test } from "vitest";
import { randomClaim } from "#testing/policy-sets/claims";
import { randomQuestion } from "#testing/policy-sets/questions";
import { randomFor } from "#testing/random";
import { compareReach } from "./compare.ts";
import { holdsWhateverElse } from "./holds.ts";
import { reach } from "./reach.ts";
import { createReachCache } from "./reach-cache.ts";
import type { ReachQuestion } from "./types.ts";

/** The question with other statements: each list of them is changed. */
function edited(question: ReachQuestion, edit: (statements: unknown[]) => unknown[]) {
  return JSON.parse(JSON.stringify(question), (name, value) =>
    name === "Statement" ? edit([value].flat()) : value,
  ) as ReachQuestion;
}

const named = (name: string) => (statements: unknown[]) =>
  statements.map((one, at) => (typeof one === "object" ? { ...one, Sid: `${name}${at}` } : one));

/** A random question in several versions, with the answers that each has without a cache. */
function questionAt(index: number) {
  const random = randomFor(11, index);
  const { question, subject } = randomQuestion(random, "one-caller");
  // Every second question has two, which are asked together.
  const claims = Array.from({ length: 1 + (index % 2) }, () => randomClaim(random, subject));
  const first: ReachQuestion = { ...question, cells: "first" };
  const versions = [
    first,
    edited(first, named("Before")),
    edited(first, named("After")),
    edited(first, (statements) => statements.toReversed()),
    edited(first, (statements) => statements.slice(1)),
    first,
  ];
  const withoutCache = new Map(
    [...new Set(versions)].map((version) => [
      version,
      [holdsWhateverElse(claims, version), reach(version), compareReach(first, version)],
    ]),
  );
  return { claims, first, versions, withoutCache };
}

const questions = new Map<number, ReturnType<typeof questionAt>>();

/** So many questions share a cache and are one test. */
const together = 4;
const caches = [
  { cache: "a cache", most: undefined },
  { cache: "a cache that is full after each answer", most: 6 },
];

test.each(Array.from({ length: 10 }, (_, part) => caches.map((one) => ({ ...one, part }))).flat())(
  "an answer from $cache is the answer without one, after each edit, part $part",
  ({ most, part }) => {
    const cache = createReachCache(most);
    for (let index = part * together; index < (part + 1) * together; index += 1) {
      const asked = questions.get(index) ?? questionAt(index);
      questions.set(index, asked);
      const { claims, first, versions, withoutCache } = asked;
      for (const version of versions)
        expect([
          holdsWhateverElse(claims, version, cache),
          reach(version, cache),
          compareReach(first, version, cache),
        ]).toEqual(withoutCache.get(version));
    }
  },
);

test("claims about some actions are decided again after edits of statements about them alone", () => {
  const key = "arn:aws:kms:us-east-1:222222222222:key/k";
  const question = (...actions: string[]): ReachQuestion => ({
    policies: {
      identityPolicies: [
        {
          Version: "2012-10-17",
          Statement: actions.map((Action) => ({ Effect: "Allow", Action, Resource: "*" })),
        },
      ],
      resourcePolicy: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::222222222222:root" },
            Action: "kms:*",
            Resource: "*",
          },
        ],
      },
    },
    resource: key,
    principals: ["arn:aws:iam::222222222222:role/R"],
    requests: "real",
  });
  const claims = [
    { id: "use", says: "The role cannot decrypt", never: { actions: ["kms:Decrypt"] } },
    { id: "grant", says: "The role makes no grant", never: { actions: ["kms:CreateGrant"] } },
  ];
  const cache = createReachCache();
  const resultsOf = (...actions: string[]) =>
    holdsWhateverElse(claims, question(...actions), cache).map(({ result }) => result);
  expect(resultsOf("kms:Decrypt", "kms:ListKeys")).toEqual(["refuted", "proved"]);
  const kept = cache.count;
  expect(resultsOf("kms:Decrypt", "kms:ListAliases")).toEqual(["refuted", "proved"]);
  expect(cache.count).toBe(kept);
  expect(resultsOf("kms:CreateGrant", "kms:ListAliases")).toEqual(["proved", "refuted"]);
  const [proved, granted] = holdsWhateverElse(claims, question("kms:CreateGrant"), cache);
  expect(proved).toEqual({ result: "proved", whateverElse: false });
  if (granted?.result !== "refuted") throw new Error("not refuted");
  expect(granted.witness.request).toMatchObject({ action: "kms:CreateGrant", resource: key });
  expect(granted.allows.map(({ slot, statement }) => `${slot} ${statement}`).sort()).toEqual([
    "identityPolicies 0",
    "resourcePolicy 0",
  ]);
});
