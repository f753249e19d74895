import fc from "fast-check";
import { expect, it } from "vitest";
import { createDocumentIndexCache, runByPart, type ScenarioDocument } from "#acquisition";
import { createLinter } from "#engine/linter";
import { generate } from "#generator";
import { coreServices } from "#policy/services/core";
import { presets, type Scenario } from "#scenario";
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

function equalIn(scenario: Scenario, edited: readonly ScenarioDocument[]) {
  const { named } = runByPart(scenario, edited);
  return equalAccounts({ scenario, documents: edited }, named, () => {});
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

it("with layers no account is equal to another", () => {
  const subject = { scenario: organization, documents, layers: {} };
  expect(equalAccounts(subject, "[]", () => {}).size).toBe(0);
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
  );
  let shared = 0;
  fc.assert(
    fc.property(parts, ([id, chosen, at, held]) => {
      const scenario = { ...of(id), ...(held ? { period: held } : {}) };
      let edited: readonly ScenarioDocument[] = generate(scenario);
      for (const edit of chosen)
        edited = edited.map((one) => ({ ...one, text: edits[edit]?.(one) ?? one.text }));
      const subject = { scenario, documents: edited };
      const indexes = createDocumentIndexCache();
      const run = runByPart(scenario, edited, { indexes });
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
