import { expect, test } from "vitest";
import type { Policy, Statement } from "#policy";
import { accountOwnsKey, exampleKeyArn } from "#testing/reach/example-key";
import { Budget } from "../budget.ts";
import { readQuestion } from "../question.ts";
import { createReachCache } from "../reach-cache.ts";
import type { ReachPolicies, ReachQuestion } from "../types.ts";
import { namesIn, questionText } from "./same-question.ts";

const policy = (...Statement: Statement[]): Policy => ({ Version: "2012-10-17", Statement });
const decrypt: Statement = { Sid: "Use", Effect: "Allow", Action: "kms:Decrypt", Resource: "*" };
const list: Statement = { Sid: "List", Effect: "Allow", Action: "s3:ListBucket", Resource: "*" };
const grant = {
  granteePrincipal: "arn:aws:iam::111111111111:role/CadoResponseRole",
  operations: ["Decrypt"],
};
const all: Statement = { Effect: "Allow", Action: "*", Resource: "*" };
const policies: ReachPolicies = {
  identityPolicies: [policy(decrypt, list), policy(list, decrypt)],
  permissionsBoundary: [policy(all)],
  resourcePolicy: policy(accountOwnsKey),
  serviceControlPolicies: [[policy(all)], [policy(all)]],
  endpointPolicies: [policy({ ...all, Principal: "*" })],
  grants: [grant],
};
const first: ReachQuestion = {
  resource: exampleKeyArn,
  policies,
  given: { "kms:ViaService": "x" },
};
const withIdentity = (...identityPolicies: Policy[]): ReachQuestion => ({
  ...first,
  policies: { ...policies, identityPolicies },
});
const withPolicies = (more: ReachPolicies): ReachQuestion => ({
  ...first,
  policies: { ...policies, ...more },
});

/** A question, and whether its answers are those of the first one. */
const cases: [name: string, question: ReachQuestion, same: boolean][] = [
  ["the same", JSON.parse(JSON.stringify(first)), true],
  [
    "another name of a statement",
    withIdentity(policy({ ...decrypt, Sid: "New" }, list), policy(list, decrypt)),
    true,
  ],
  [
    "another statement on other actions",
    withIdentity(policy(decrypt, { ...list, Action: "s3:*" }), policy(list, decrypt)),
    true,
  ],
  [
    "no statement on other actions after",
    withIdentity(policy(decrypt), policy(list, decrypt)),
    true,
  ],
  [
    "no statement on other actions before",
    withIdentity(policy(decrypt, list), policy(decrypt)),
    false,
  ],
  [
    "another action",
    withIdentity(policy({ ...decrypt, Action: "kms:*" }, list), policy(list, decrypt)),
    false,
  ],
  [
    "another effect",
    withIdentity(policy({ ...decrypt, Effect: "Deny" }, list), policy(list, decrypt)),
    false,
  ],
  [
    "another resource",
    withIdentity(policy({ ...decrypt, Resource: exampleKeyArn }, list), policy(list, decrypt)),
    false,
  ],
  ["another version", withIdentity({ Statement: [decrypt, list] }, policy(list, decrypt)), false],
  [
    "one statement without its list",
    withIdentity({ Version: "2012-10-17", Statement: decrypt }, policy(list, decrypt)),
    true,
  ],
  ["another policy fewer", withIdentity(policy(decrypt, list)), false],
  ["another order of policies", withIdentity(policy(list, decrypt), policy(decrypt, list)), false],
  ["no identity policies", withIdentity(), false],
  ["unknown identity policies", withPolicies({ identityPolicies: "unknown" }), false],
  ["an unknown resource policy", withPolicies({ resourcePolicy: "unknown" }), false],
  ["no boundary", withPolicies({ permissionsBoundary: [] }), false],
  [
    "a session policy in the place of the boundary",
    withPolicies({ permissionsBoundary: [], sessionPolicies: [policy(all)] }),
    false,
  ],
  ["a level fewer", withPolicies({ serviceControlPolicies: [[policy(all)]] }), false],
  [
    "the policies of two levels in one",
    withPolicies({ serviceControlPolicies: [[policy(all), policy(all)], []] }),
    false,
  ],
  ["another grant", withPolicies({ grants: [{ ...grant, operations: ["Encrypt"] }] }), false],
  ["no grant", withPolicies({ grants: [] }), false],
  ["another given value", { ...first, given: { "kms:ViaService": "y" } }, false],
  ["another given key", { ...first, given: { "kms:CallerAccount": "x" } }, false],
  ["a key given as absent", { ...first, given: { "kms:ViaService": null } }, false],
  ["nothing given", { ...first, given: {} }, false],
  ["some actions", { ...first, actions: ["kms:Decrypt"] }, false],
  ["some principals", { ...first, principals: ["*"] }, false],
  ["real requests", { ...first, requests: "real" }, false],
  ["one cell", { ...first, cells: "first" }, false],
  ["another budget", { ...first, budget: 5 }, false],
  ["another key", { ...first, resource: `${exampleKeyArn}0` }, false],
  ["an account of the resource", { ...first, resourceAccount: "222222222222" }, false],
];

test("whether a question has the answers of another one", () => {
  for (const budget of [new Budget(undefined), new Budget(undefined, createReachCache())])
    for (const [name, question, same] of cases) {
      const textOf = (one: ReachQuestion) => questionText(readQuestion(one), budget);
      expect([name, textOf(question) === textOf(first)]).toEqual([name, same]);
    }
});

test("a document that is too long allows nothing, whatever its statements say", () => {
  const long = { ...decrypt, Condition: { StringEquals: { "aws:x": "x".repeat(300_000) } } };
  const short = { ...decrypt, Condition: { StringEquals: { "aws:x": "x" } } };
  const budget = new Budget(undefined, createReachCache());
  const textOf = (one: Statement) => questionText(readQuestion(withIdentity(policy(one))), budget);
  expect(textOf(long) === textOf(short)).toBe(false);
});

test("statements get the names that they have in the question that is asked now", () => {
  const renamed = withIdentity(
    policy({ ...decrypt, Sid: "New" }, list),
    policy(list, { ...decrypt, Sid: "Newer" }),
  );
  const named = namesIn(readQuestion(renamed), new Budget(undefined));
  const scp = { slot: "serviceControlPolicies", level: 1, index: 0, statement: 0 } as const;
  expect(
    named([
      { slot: "identityPolicies", index: 0, statement: 0, sid: "Use" },
      { slot: "identityPolicies", index: 1, statement: 1 },
      { ...scp, sid: "Old" },
      { slot: "identityPolicies", index: 0, statement: 1, sid: "List" },
    ]),
  ).toEqual([
    { slot: "identityPolicies", index: 0, statement: 0, sid: "New" },
    { slot: "identityPolicies", index: 1, statement: 1, sid: "Newer" },
    scp,
    // It does not bear on the question: its name is what it was.
    { slot: "identityPolicies", index: 0, statement: 1, sid: "List" },
  ]);
  expect(named([])).toEqual([]);
});
