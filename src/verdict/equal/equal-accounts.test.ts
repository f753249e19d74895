import fc from "fast-check";
import { expect, it } from "vitest";
import {
  createDocumentIndexCache,
  type Layers,
  layersFrom,
  runByPart,
  type ScenarioDocument,
} from "#acquisition";
import { createLinter } from "#engine/linter";
import { generate } from "#generator";
import { coreServices } from "#policy/services/core";
import { type Layer, presets, type Scenario } from "#scenario";
import { organizationOf } from "#testing/organization";
import { accountRuns, claimsOf } from "../account-runs.ts";
import { createFindingsCache } from "../findings.ts";
import { equalAccounts } from "./equal-accounts.ts";

const linter = createLinter(coreServices);
const findings = createFindingsCache(() => []);
const of = (id: string, keys = 1): Scenario => {
  const { scenario } = presets.find((preset) => preset.id === id) ?? presets[0];
  return organizationOf(scenario, 20, keys);
};
const organization = of("cross-account");
const period = { from: "2026-12-01", until: "2026-12-02 17:30" };
const documents = generate(organization);

function equalIn(scenario: Scenario, edited: readonly ScenarioDocument[], layers?: Layers) {
  const { named } = runByPart(scenario, edited);
  return equalAccounts({ scenario, documents: edited, layers }, named, () => {});
}

type Change = (text: string, owner: string) => string;

/** The documents with one that is changed: the key policy of an account, or the platform role's policy. */
function changed(owner: string, change: Change): readonly ScenarioDocument[] {
  const at = documents.findIndex((one) => one.owner === owner && one.kind !== "trust");
  return documents.map((one, index) =>
    index === at ? { ...one, text: change(one.text, owner) } : one,
  );
}

const withStatement =
  (statement: object): Change =>
  (text) => {
    const policy = JSON.parse(text);
    return JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] }, null, 2);
  };
const deny = (more: object) =>
  withStatement({ Effect: "Deny", Action: "kms:Decrypt", Resource: "*", ...more });
const calledFrom = (operator: string, value: string) =>
  deny({ Condition: { [operator]: { "kms:CallerAccount": value } } });

it("accounts that differ in names alone are equal to the first one, key by key", () => {
  for (const id of ["cross-account", "multi-region"]) {
    const scenario = of(id, 2);
    const equal = equalIn(scenario, generate(scenario));
    expect([...equal.values()].every(({ partId }) => partId === "t1")).toBe(true);
    expect(equal.size).toBe(19);
  }
});

it("accounts with a period of access are equal, too", () => {
  const scenario = { ...organization, period };
  expect(equalIn(scenario, generate(scenario)).size).toBe(19);
});

it.each<[string, string, Change, readonly string[]]>([
  ["another text", "t7", (text) => text.replace("kms:Decrypt", "kms:Encrypt"), ["t7"]],
  ["a text that is no JSON", "t7", () => "{", ["t7"]],
  ["a name that may hide in an escape", "t7", (text) => text.replace("arn", "\\u0061rn"), ["t7"]],
  [
    "a text that names another account",
    "t7",
    calledFrom("StringEquals", "200000000004"),
    ["t5", "t7"],
  ],
  ["a name inside a longer word", "t7", calledFrom("StringEquals", "x200000000006"), ["t7"]],
  [
    "the platform's text about one account",
    "platform",
    calledFrom("StringEquals", "200000000006"),
    ["t7"],
  ],
])("%s makes an account differ", (_, owner, change, different) => {
  const equal = equalIn(organization, changed(owner, change));
  const all = organization.targets.map(({ id }) => id).filter((id) => id !== "t1");
  expect(all.filter((id) => !equal.has(id))).toEqual(different);
});

it.each<[string, Change]>([
  ["a wildcard beside a part of an account", calledFrom("StringLike", "20000000000*")],
  ["a wildcard before the end of an account", calledFrom("StringLike", "*7")],
  ["a wildcard in a key id", deny({ Resource: "arn:aws:kms:*:*:key/0000000?-*" })],
  ["a policy variable", calledFrom("StringEquals", "${aws:PrincipalAccount}")],
  ["an account compared as a number", calledFrom("NumericLessThan", "200000000007")],
  ["an account compared as a time", calledFrom("DateLessThan", "2026-12-01T00:00:00Z")],
  [
    "the time compared with an account",
    deny({ Condition: { DateLessThan: { "aws:CurrentTime": "200000000007" } } }),
  ],
  ["a text that is no JSON", () => "{"],
])("with %s in the platform's policy no account is equal to another", (_, change) => {
  expect(equalIn(organization, changed("platform", change)).size).toBe(0);
});

type LayerOf = (
  account: string,
  roleArn: string,
  keyArn: string,
) => Pick<Layer, "kind" | "owner" | "text">;
const limiting = (...statements: readonly object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const outsiders = { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-abcdefghij" } };
const deniedKms = { Effect: "Deny", Action: "kms:ScheduleKeyDeletion", Resource: "*" };

const serviceControl: LayerOf = (owner) => ({
  ...{ kind: "service-control", owner },
  text: limiting(everything, {
    ...deniedKms,
    Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/Admin" } },
  }),
});

/** A layer of each account, as the organization or the account has it. */
const ofEachAccount: Readonly<Record<string, LayerOf>> = {
  "an SCP": serviceControl,
  "an RCP": (owner) => ({
    ...{ kind: "resource-control", owner },
    text: limiting(
      { ...everything, Principal: "*" },
      { Effect: "Deny", Principal: "*", Action: "kms:*", Resource: "*", Condition: outsiders },
    ),
  }),
  "a boundary that denies": (_, owner) => ({
    ...{ kind: "boundary", owner },
    text: limiting(everything, { Effect: "Deny", Action: "kms:CreateGrant", Resource: "*" }),
  }),
  "a boundary that names its account": (account, owner) => ({
    ...{ kind: "boundary", owner },
    text: limiting({ ...everything, Resource: `arn:aws:kms:*:${account}:key/*` }),
  }),
  "an endpoint policy": (owner, roleArn) => ({
    ...{ kind: "endpoint", owner },
    text: limiting({ ...everything, Principal: { AWS: roleArn } }),
  }),
  "a grant": (account, _, owner) => ({
    ...{ kind: "grants", owner },
    text: JSON.stringify({
      Grants: [
        { GranteePrincipal: `arn:aws:iam::${account}:role/Backup`, Operations: ["CreateGrant"] },
      ],
    }),
  }),
};

/** The layers of the accounts, each document with an id for itself; `change` may give an account another one, or none. */
function layersOf(
  { targets }: Scenario,
  which: readonly LayerOf[],
  change: (layer: Layer, partId: string) => Layer | undefined = (layer) => layer,
): Layers {
  const list = targets.flatMap(({ id: partId, account, role, keys }, at) =>
    which.flatMap((layerOf, kind) => {
      const [key] = keys;
      const keyId = key?.naming.by === "arn" ? key.naming.keyId : "";
      const layer = layerOf(
        account,
        `arn:aws:iam::${account}:role/${role}`,
        `arn:aws:kms:${key?.region}:${account}:key/${keyId}`,
      );
      const id = `layer/${at * which.length + kind + 1}`;
      return change({ id, title: "a layer", ...layer }, partId) ?? [];
    }),
  );
  return layersFrom(list, organization) ?? {};
}

it.each(Object.entries(ofEachAccount))(
  "accounts that each have %s, alike but for their names, are equal",
  (_, layerOf) => {
    expect(equalIn(organization, documents, layersOf(organization, [layerOf])).size).toBe(19);
  },
);

it("accounts are equal under the platform's layers, and under one document that binds them all", () => {
  const guard = { id: "guardrail", text: limiting(everything, deniedKms) };
  const accounts = organization.targets.map(({ account }) => account);
  for (const owners of [[organization.platform.account], accounts])
    expect(
      equalIn(organization, documents, {
        serviceControlPolicies: Object.fromEntries(owners.map((owner) => [owner, [[guard]]])),
      }).size,
    ).toBe(19);
});

const inT7 = (members: Partial<Layer>) => (layer: Layer, partId: string) =>
  partId === "t7" ? { ...layer, ...members } : layer;
const scp = (text: string) => inT7({ text });
const ofAccount = (account: string) =>
  limiting(everything, {
    ...deniedKms,
    Condition: { StringEquals: { "aws:PrincipalAccount": account } },
  });

it.each<[string, (layer: Layer, partId: string) => Layer | undefined, readonly string[]]>([
  ["no SCP", (layer, partId) => (partId === "t7" ? undefined : layer), ["t7"]],
  ["another SCP", scp(limiting(everything)), ["t7"]],
  ["the SCP's text as an RCP", inT7({ kind: "resource-control" }), ["t7"]],
  ["an SCP that is no JSON", scp("{"), ["t7"]],
  ["an SCP that names another account", scp(ofAccount("200000000004")), ["t5", "t7"]],
  ["an SCP with a name in a longer word", scp(ofAccount("x200000000003")), ["t4", "t7"]],
  ["an SCP that names a layer", scp(ofAccount("layer/7")), ["t7"]],
  ["an SCP that another account has", inT7({ owner: "200000000004" }), ["t5", "t7"]],
])("%s makes an account differ from those that have the organization's", (_, change, different) => {
  const layers = layersOf(organization, [serviceControl], change);
  const equal = equalIn(organization, documents, layers);
  const all = organization.targets.map(({ id }) => id).filter((id) => id !== "t1");
  expect(all.filter((id) => !equal.has(id))).toEqual(different);
});

it.each<[string, Readonly<Record<string, unknown>>]>([
  ["a wildcard beside a part of an account", { StringLike: { "aws:PrincipalAccount": "20*" } }],
  ["a policy variable", { StringEquals: { "kms:CallerAccount": "${aws:PrincipalAccount}" } }],
  ["an account as a number", { NumericLessThan: { "aws:PrincipalAccount": "200000000007" } }],
])("with %s in an SCP no account is equal to another", (_, condition) => {
  const text = limiting(everything, { ...deniedKms, Condition: condition });
  const owners = [organization.platform.account, ...organization.targets.map((one) => one.account)];
  for (const bound of [owners, owners.slice(0, 1), owners.slice(1)]) {
    const list = bound.map((owner, at) => ({
      ...{ id: `layer/${at + 1}`, kind: "service-control" as const, title: "an SCP" },
      ...{ owner, text },
    }));
    expect(equalIn(organization, documents, layersFrom(list, organization)).size).toBe(0);
  }
});

/** Edits by number: some in every account, some in one, some in the platform's policy. */
const edits: readonly ((document: ScenarioDocument) => string | undefined)[] = [
  ({ kind, text }) =>
    kind === "key" ? calledFrom("StringNotEquals", "111111111111")(text, "") : undefined,
  ({ kind, text }) =>
    kind === "key" ? text.replaceAll("CadoResponseCrossAccountRole", "*") : undefined,
  ({ kind, text }) => (kind === "trust" ? text.replace(/"AWS": "[^"]*"/, '"AWS": "*"') : undefined),
  ({ owner, text }) => (owner === "t5" ? text.replaceAll('"Allow"', '"Deny"') : undefined),
  ({ owner, text }) =>
    owner === "platform"
      ? text.replace("arn:aws:iam::200000000003:", "arn:aws:iam::*:")
      : undefined,
  ({ owner, text }) =>
    owner === "platform" ? calledFrom("StringLike", "2*1")(text, "") : undefined,
];

it("what is said of an equal account is what is decided of it alone", () => {
  const someEdits = fc.subarray([...edits.keys()], { maxLength: 3 });
  const parts = fc.tuple(
    fc.constantFrom("cross-account", "vendor-default"),
    someEdits,
    fc.nat(19),
    fc.constantFrom(undefined, period),
    fc.subarray(Object.values(ofEachAccount)),
  );
  let shared = 0;
  fc.assert(
    fc.property(parts, ([id, chosen, at, held, layered]) => {
      const scenario = { ...of(id), ...(held ? { period: held } : {}) };
      let edited: readonly ScenarioDocument[] = generate(scenario);
      for (const edit of chosen)
        edited = edited.map((one) => ({ ...one, text: edits[edit]?.(one) ?? one.text }));
      const layers = layersOf(scenario, layered);
      const subject = { scenario, documents: edited, layers };
      const indexes = createDocumentIndexCache();
      const run = runByPart(scenario, edited, { layers, indexes });
      const partId = run.partIds[at] ?? "t1";
      if (!equalAccounts(subject, run.named, () => {}).has(partId)) return;
      shared += 1;
      const options = { linter, indexes, findings, onWork: () => {}, withEveryClaim: true };
      const runs = accountRuns(subject, options);
      let said = runs.next();
      for (let step = 0; step < at; step += 1) said = runs.next();
      const { documents: own, ...decided } = run.decide(partId);
      expect(said.value).toEqual({
        ...decided,
        claims: [...claimsOf(subject, partId, createDocumentIndexCache())].flat(),
        findings: findings.inSome(linter, subject, own),
      });
    }),
    { numRuns: Number(process.env.KEYHOLE_EQUAL ?? 2) },
  );
  expect(shared).toBeGreaterThan(0);
});
