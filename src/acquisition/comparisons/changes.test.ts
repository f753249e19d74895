import { expect, test } from "vitest";
import { authorize } from "#engine";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { changesBetween } from "./changes.ts";

const scenario = presets.find(({ id }) => id === "cross-account")?.scenario as Scenario;
const documents = generate(scenario);
const key = "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";

type AnyPolicy = { Statement: Record<string, unknown>[] };

/** The changes of one edited document. */
function edited(documentId: string, edit: (policy: AnyPolicy) => void) {
  const after = documents.map((document) => {
    if (document.id !== documentId) return document;
    const policy = JSON.parse(document.text) as AnyPolicy;
    edit(policy);
    return { ...document, text: JSON.stringify(policy) };
  });
  return changesBetween({ scenario, documents }, { scenario, documents: after });
}

const statement = (policy: AnyPolicy, sid: string) =>
  policy.Statement.find(({ Sid }) => Sid === sid) as Record<string, unknown>;

test("the same documents → no policy differs", () => {
  expect(
    changesBetween({ scenario, documents }, { scenario, documents: [...documents] }).policies,
  ).toEqual([]);
});

test("the statements in another order → the policy is listed, without a row", () => {
  for (const { id } of documents) {
    const { policies } = edited(id, (policy) => policy.Statement.reverse());
    for (const { newlyAllowed, noLongerAllowed, undecided } of policies)
      expect([newlyAllowed, noLongerAllowed, undecided]).toEqual([[], [], []]);
  }
});

test("a statement for everyone in a key policy → who gets in, with a request that the new policy allows", () => {
  const everyone = { Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" };
  const { policies } = edited("t1/k1/key", (policy) => policy.Statement.push(everyone));
  expect(policies).toHaveLength(1);
  const [changes] = policies;
  expect(changes?.about).toContain("key policy of key 1234abcd");
  expect(changes?.noLongerAllowed).toEqual([]);
  expect(changes?.newlyAllowed.length).toBeGreaterThan(0);
  for (const { request, sentence } of changes?.newlyAllowed ?? []) {
    expect(sentence).toContain("Decrypt");
    expect(request.resource).toBe(key);
    const allowAll = { Statement: [{ Effect: "Allow" as const, Action: "*", Resource: "*" }] };
    const outcome = authorize(request, {
      identityPolicies: [allowAll],
      resourcePolicy: { Statement: [everyone as never] },
    });
    expect(outcome.outcome).toBe("allowed");
  }
});

test("an action in an identity policy → the action, for the resources of its statement", () => {
  const { policies } = edited("t1/identity", (policy) => {
    statement(policy, "DescribeSourceKeys").Action = ["kms:DescribeKey", "kms:DisableKey"];
  });
  expect(
    policies.map(({ newlyAllowed }) => newlyAllowed.map(({ resources }) => resources)),
  ).toEqual([[[key]]]);
  expect(policies[0]?.newlyAllowed[0]?.sentence).toContain("may call DisableKey");
  expect(policies[0]?.noLongerAllowed).toEqual([]);
});

test("a condition or a resource less in an identity policy → newly allowed, nothing lost", () => {
  const without: ((policy: AnyPolicy) => void)[] = [
    (policy) => delete statement(policy, "UseSourceKeys").Condition,
    (policy) => {
      statement(policy, "UseSourceKeys").Resource = "*";
    },
  ];
  for (const edit of without) {
    const [changes] = edited("t1/identity", edit).policies;
    expect(changes?.newlyAllowed.length).toBeGreaterThan(0);
    expect(changes?.noLongerAllowed).toEqual([]);
  }
});

test("a statement less in any document → no longer allowed, nothing gained, unless the statement is a Deny", () => {
  for (const { id } of documents) {
    const [changes] = edited(id, (policy) => {
      policy.Statement = policy.Statement.filter(({ Effect }) => Effect === "Deny");
    }).policies;
    expect(changes?.newlyAllowed, id).toEqual([]);
    expect(changes?.noLongerAllowed.length, id).toBeGreaterThan(0);
  }
});

test("actions of other services → named", () => {
  const [changes] = edited("platform/identity", (policy) =>
    policy.Statement.push({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }),
  ).policies;
  expect(changes?.newlyAllowed.map(({ sentence }) => sentence).join()).toContain("s3:GetObject");
});

test("a document that is not valid JSON → not decided, never unchanged", () => {
  const after = documents.map((document) => ({ ...document, text: `${document.text},` }));
  const { policies } = changesBetween({ scenario, documents }, { scenario, documents: after });
  expect(policies.length).toBe(documents.length);
  for (const { undecided } of policies) expect(undecided).toHaveLength(1);
});

test("the same key and roles under other ids, as in another piece of work → nothing differs", () => {
  const other: Scenario = {
    ...scenario,
    targets: scenario.targets.map((target) => ({
      ...target,
      id: "t7",
      keys: target.keys.map((one) => ({ ...one, id: "k7" })),
    })),
  };
  const there = { scenario: other, documents: generate(other) };
  expect(changesBetween(there, { scenario, documents }).policies).toEqual([]);
});

test("the answer that withholds CreateGrant → exactly that is no longer allowed", () => {
  const withheld: Scenario = { ...scenario, createGrant: "withhold" };
  const { policies } = changesBetween(
    { scenario, documents },
    { scenario: withheld, documents: generate(withheld) },
  );
  const lost = policies.flatMap(({ noLongerAllowed }) => noLongerAllowed);
  expect(lost.length).toBeGreaterThan(0);
  for (const { request } of lost) expect(request.action).toBe("kms:CreateGrant");
});
