import { expect, test } from "vitest";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { deployedTexts } from "./deployed-texts.ts";
import { driftOf } from "./drift.ts";

const scenario = presets.find(({ id }) => id === "cross-account")?.scenario as Scenario;
const documents = generate(scenario);

type AnyPolicy = { Version: string; Statement: Record<string, unknown>[] };
const policyOf = (id: string) =>
  JSON.parse(documents.find((one) => one.id === id)?.text ?? "") as AnyPolicy;

/** The drift of a policy, if AWS has it with an edit. */
function drift(edit: (policy: AnyPolicy) => void, id = "t1/identity") {
  const policy = policyOf(id);
  edit(policy);
  const [only, ...others] = driftOf(scenario, documents, { [id]: [JSON.stringify(policy)] });
  expect(others).toEqual([]);
  const named = (only?.statements ?? []).map(({ found, name }) => `${name} ${found}`);
  return { ...only, named };
}

const sid = "UseSourceKeys";
const used = policyOf("t1/identity").Statement.findIndex(({ Sid }) => Sid === sid);
const sentences = (rows: readonly { readonly sentence: string }[] | undefined) =>
  (rows ?? []).map(({ sentence }) => sentence).join();

test("the same statements, in another order and under other Sids → no drift", () => {
  const { named, effect } = drift((policy) => {
    policy.Statement.reverse();
    for (const statement of policy.Statement) statement.Sid = `Other${String(statement.Sid)}`;
  });
  expect(named).toEqual([]);
  expect(effect).toEqual({ newlyAllowed: [], noLongerAllowed: [], undecided: [] });
});

test("a statement that AWS lacks → its name, and what AWS refuses without it", () => {
  const { named, statements, effect } = drift((policy) => policy.Statement.splice(used, 1));
  expect(named).toEqual([`${sid} here`]);
  const [one] = statements ?? [];
  expect(one?.effect?.noLongerAllowed).toEqual([]);
  expect(sentences(one?.effect?.newlyAllowed)).toContain("Decrypt");
  expect(one?.effect).toEqual(effect);
});

test("a statement that a key's policy in AWS lacks → the same", () => {
  const { named, statements } = drift((policy) => policy.Statement.splice(0, 1), "t1/k1/key");
  expect(named).toEqual(["EnableIamPolicies here"]);
  expect(statements?.[0]?.effect?.newlyAllowed.length).toBeGreaterThan(0);
});

test("a statement that only AWS has, and one that differs → both, each with its own effect", () => {
  const open = { Sid: "Open", Effect: "Allow", Action: "kms:ScheduleKeyDeletion", Resource: "*" };
  const { named, statements } = drift((policy) => {
    policy.Statement.push(open);
    Object.assign(policy.Statement[used] ?? {}, { Action: ["kms:DescribeKey"] });
  });
  expect(named).toEqual([`${sid} changed`, "Open in-aws"]);
  const [changed, added] = statements ?? [];
  expect(sentences(changed?.effect?.newlyAllowed)).toContain("Decrypt");
  expect(added?.effect?.newlyAllowed).toEqual([]);
  expect(sentences(added?.effect?.noLongerAllowed)).toContain("ScheduleKeyDeletion");
});

test("the policies of a role in several parts → compared together", () => {
  const texts = policyOf("t1/identity").Statement.map((Statement) =>
    JSON.stringify({ Version: "2012-10-17", Statement }),
  );
  expect(texts.length).toBeGreaterThan(1);
  const found = driftOf(scenario, documents, { "t1/identity": texts });
  expect(found.map(({ statements }) => statements)).toEqual([[]]);
  const [without] = driftOf(scenario, documents, { "t1/identity": texts.slice(1) });
  expect(without?.statements.map(({ found }) => found)).toEqual(["here"]);
});

test("every policy of a role counts as deployed, wherever it goes; a key's where it goes", () => {
  const arn = (id: string) => {
    const attachTo = documents.find((one) => one.id === id)?.attachTo;
    return attachTo?.to === "role" ? attachTo.roleArn : "";
  };
  const roles = ["platform/identity", "t1/identity"].map((id) => ({ name: "R", arn: arn(id) }));
  const isWhole = true;
  const policy = { id: "p", title: "P", boundaryOf: [], unresolved: [] };
  const shared = { ...policy, kind: "identity", text: "shared", roles } as const;
  const key = { ...policy, kind: "key", text: "key", roles: [] } as const;
  expect(
    deployedTexts(
      [
        { policy: shared, documentId: undefined, isWhole },
        { policy: key, documentId: "t1/k1/key", isWhole },
        { policy: { ...key, text: "skipped" }, documentId: undefined, isWhole },
      ],
      documents,
    ),
  ).toEqual({
    "platform/identity": ["shared"],
    "t1/identity": ["shared"],
    "t1/k1/key": ["key"],
  });
  const trust = { ...policy, kind: "trust", text: "trust", roles } as const;
  const onlyTrust = (whole: boolean) =>
    deployedTexts([{ policy: trust, documentId: "t1/trust", isWhole: whole }], documents);
  expect(onlyTrust(false)).toEqual({ "t1/trust": ["trust"] });
  expect(onlyTrust(true)).toEqual({
    "t1/trust": ["trust"],
    "platform/identity": [],
    "t1/identity": [],
  });
  const [missing] = driftOf(scenario, documents, { "t1/trust": [] });
  expect(missing?.statements.every(({ found }) => found === "here")).toBe(true);
  expect(missing?.effect?.newlyAllowed.length).toBeGreaterThan(0);
});

test("a policy that is no JSON → not decided, and no claim", () => {
  const [only] = driftOf(scenario, documents, { "t1/k1/key": ["{"] });
  expect([only?.statements, only?.effect]).toEqual([[], undefined]);
});
