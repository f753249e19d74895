import { expect, test } from "vitest";
import { type GeneratedDocument, generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { type AccessBeyond, accessBeyond } from "./beyond.ts";

/** An example with the least actions and all restrictions. */
function least(name: string): Scenario {
  const scenario = presets.find(({ id }) => id === name)?.scenario as Scenario;
  const guards = { viaService: true, encryptionContext: true, grantOperations: true };
  return {
    ...scenario,
    actions: "least",
    createGrant: "aws-resources",
    guards: { ...scenario.guards, ...guards, denyOthers: true },
  };
}

const rowsIn = ({ roles }: AccessBeyond) =>
  roles.flatMap(({ onKeys, elsewhere }) =>
    [...onKeys, elsewhere].flatMap(({ rows, undecided }) => [
      ...rows.map(({ sentence }) => sentence),
      ...undecided,
    ]),
  );
const beyondOf = (scenario: Scenario, documents: readonly GeneratedDocument[]) =>
  rowsIn(accessBeyond(scenario, documents));

test.each(["vendor-ebs-direct", "same-account", "cross-account", "multi-region"])(
  "%s with the least actions and all restrictions → nothing beyond the import",
  (name) => {
    expect(beyondOf(least(name), generate(least(name)))).toEqual([]);
  },
);

test("a temporary key → nothing but an alias for a key without one, which AWS leaves open", () => {
  const rows = beyondOf(least("cross-region"), generate(least("cross-region")));
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toMatch(/may call CreateAlias[.,]/);
});

interface AnyStatement {
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

/** Every way to make one statement wider: an action, any resource, or a condition less. */
function* wider(statement: AnyStatement): Generator<(to: AnyStatement) => void> {
  // No other call has the condition keys of a grant: an action beside CreateGrant would allow nothing.
  if (statement.Action !== "kms:CreateGrant")
    yield (to) => {
      to.Action = [to.Action, "kms:DisableKey", "kms:Encrypt", "sts:TagSession"].flat();
    };
  if (statement.Resource !== "*")
    yield (to) => {
      to.Resource = "*";
    };
  for (const [operator, keys] of Object.entries(statement.Condition ?? {}))
    for (const key of Object.keys(keys)) yield (to) => void delete to.Condition?.[operator]?.[key];
}

test("any one action, resource or condition of an identity policy is widened → the list names it", () => {
  const scenario = least("cross-account");
  const documents = generate(scenario);
  let count = 0;
  for (const document of documents.filter(({ kind }) => kind === "identity")) {
    const { Statement } = JSON.parse(document.text) as { Statement: AnyStatement[] };
    for (const [at, statement] of Statement.entries())
      for (const widen of wider(statement)) {
        const policy = JSON.parse(document.text) as { Statement: AnyStatement[] };
        widen(policy.Statement[at] as AnyStatement);
        const edited = { ...document, text: JSON.stringify(policy) };
        // Only this role and the key are asked about.
        const keys = documents.filter(({ kind }) => kind === "key");
        expect(beyondOf(scenario, [edited, ...keys]).length, edited.text).toBeGreaterThan(0);
        count += 1;
      }
  }
  expect(count).toBeGreaterThan(10);
}, 60_000);

test("who can use a key → the roles of the import, and apart the administrators of its account", () => {
  const scenario = least("cross-account");
  const { keys } = accessBeyond(scenario, generate(scenario));
  expect(keys).toHaveLength(1);
  const [key] = keys;
  expect(key?.undecided).toEqual([]);
  expect(key?.ofAccount.length).toBeGreaterThan(0);
});

test("a document that is not valid JSON → not decided, never least privilege", () => {
  const scenario = least("cross-account");
  const broken = generate(scenario).map((document) => ({ ...document, text: "{" }));
  const { roles, keys } = accessBeyond(scenario, broken);
  for (const { elsewhere } of roles) expect(elsewhere.undecided).toHaveLength(1);
  for (const { undecided } of keys) expect(undecided).toHaveLength(1);
});

test("more keys than are asked about → those left out are not decided, never least privilege", () => {
  const scenario = least("cross-account");
  const [target] = scenario.targets;
  const [key] = target?.keys ?? [];
  if (!target || !key) throw new Error("the example has a key");
  const keys = Array.from({ length: 7 }, (_, at) => ({
    ...key,
    id: `k${at}`,
    naming: { by: "arn" as const, keyId: `0d990263-6129-4d40-9b5e-bcf3a4d4a0b${at}` },
  }));
  const many = { ...scenario, targets: [{ ...target, keys }] };
  const { roles } = accessBeyond(many, generate(many));
  const last = roles.flatMap(({ onKeys }) => onKeys.slice(-1)).at(-1);
  expect(last).toMatchObject({ key: "2 more keys", rows: [] });
  expect(last?.undecided).toHaveLength(1);
});
