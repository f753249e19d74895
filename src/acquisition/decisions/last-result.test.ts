import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generate } from "#generator";
import { accountRootArn } from "#policy";
import { presets, type Scenario } from "#scenario";
import { scenarioWithStatesArbitrary } from "#testing/arbitrary";
import { organizationOf } from "#testing/organization";
import {
  createDocumentIndexCache,
  type DecisionOptions,
  runAcquisition,
  runProbes,
  type ScenarioDocument,
} from "../index.ts";
import { onKey, onKeyEach, throughEc2 } from "../requests/requests.ts";

const changes: readonly ((text: string) => string)[] = [
  () => "{",
  () => "{}",
  (text) => text.replaceAll('"Allow"', '"Deny"'),
  (text) => text.replaceAll("kms:Decrypt", "kms:Encrypt"),
  (text) => text.replace(/"AWS": "[^"]*"/, '"AWS": "*"'),
  (text) => text.replace(/"Condition": \{/, '"Condition": {"Bool": {"aws:Absent": "true"},'),
];

function run(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options?: DecisionOptions,
) {
  return {
    steps: runAcquisition(scenario, documents, options),
    probes: runProbes(scenario, documents, options),
  };
}

/** The documents, one of them changed. */
function edited(
  documents: readonly ScenarioDocument[],
  at: number,
  change: (text: string) => string,
): readonly ScenarioDocument[] {
  return documents.map((document, index) =>
    index === at % documents.length ? { ...document, text: change(document.text) } : document,
  );
}

describe("a run that keeps results from the run before", () => {
  test("is the run without them, after any edits", () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...changes)), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(scenarioWithStatesArbitrary(), edits, (scenario, edits) => {
        const indexes = createDocumentIndexCache();
        const generated = generate(scenario);
        let documents: readonly ScenarioDocument[] = generated;
        run(scenario, documents, { indexes });
        for (const [at, change] of edits) {
          documents = edited(documents, at, change);
          expect(run(scenario, documents, { indexes })).toEqual(run(scenario, documents));
        }
        expect(run(scenario, generated, { indexes })).toEqual(run(scenario, generated));
        const later = { ...scenario, moment: "2026-12-31" };
        expect(run(later, generated, { indexes })).toEqual(run(later, generated));
      }),
      { numRuns: 14 },
    );
  });

  test("counts a policy of the organization that comes between", () => {
    const [{ scenario }] = presets;
    const documents = generate(scenario);
    const indexes = createDocumentIndexCache();
    const statement = { Effect: "Deny", Action: "kms:*", Resource: "*" };
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const accounts = [scenario.platform.account, ...scenario.targets.map(({ account }) => account)];
    const serviceControlPolicies = Object.fromEntries(
      accounts.map((account) => [account, [[{ id: `scp ${account}`, text }]]]),
    );
    const layers = { serviceControlPolicies };
    const before = run(scenario, documents, { indexes });
    const between = run(scenario, documents, { indexes, layers });
    expect(between).toEqual(run(scenario, documents, { layers }));
    expect(between.steps).not.toEqual(before.steps);
    expect(run(scenario, documents, { indexes })).toEqual(before);
  });

  test("decides again if two of the many policies of a role change places", () => {
    const [{ scenario: vendor }] = presets;
    const scenario = organizationOf(
      { ...vendor, method: "create-volume", crossAccount: "both-roles" },
      40,
      5,
    );
    const documents = generate(scenario);
    const ofPlatform = documents.filter(
      ({ owner, kind }) => owner === "platform" && kind === "identity",
    );
    expect(ofPlatform.length).toBeGreaterThan(10);
    const [first, second] = ofPlatform;
    const texts = new Map([
      [first?.id, second?.text],
      [second?.id, first?.text],
    ]);
    const swapped = documents.map((one) => ({ ...one, text: texts.get(one.id) ?? one.text }));
    const indexes = createDocumentIndexCache();
    const before = runAcquisition(scenario, documents, { indexes });
    const now = runAcquisition(scenario, swapped, { indexes });
    expect(now).toEqual(runAcquisition(scenario, swapped));
    expect(now).not.toEqual(before);
  });

  test("keeps the result of each step and abuse that depends on no changed document", () => {
    const [{ scenario: vendor }] = presets;
    const scenario = organizationOf(vendor, 3, 1);
    const documents = generate(scenario);
    const indexes = createDocumentIndexCache();
    const before = run(scenario, documents, { indexes });
    const at = documents.findIndex(({ owner, kind }) => owner === "t2" && kind === "key");
    const after = run(
      scenario,
      edited(documents, at, () => "{}"),
      { indexes },
    );
    const changed = (items: readonly { partId: string }[], known: readonly unknown[]) =>
      new Set(items.filter((item) => !known.includes(item)).map(({ partId }) => partId));
    expect(changed(after.steps, before.steps)).toEqual(new Set(["t2"]));
    expect(changed(after.probes, before.probes)).toEqual(new Set(["t2"]));
  });
});

test("the checks about several actions are those about each of them", () => {
  const caller = { arn: "arn:aws:iam::111122223333:role/Role", identityPolicies: [] };
  const key = {
    arn: "arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    account: "444455556666",
    region: "us-east-1",
    name: "the key",
    policy: { policy: { Id: accountRootArn("aws", "444455556666") } },
    properties: { "kms:KeySpec": "SYMMETRIC_DEFAULT", "aws:ResourceTag/team": "forensics" },
  };
  const actions = ["kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant", "kms:GetX"];
  expect(onKeyEach(caller, actions, key, throughEc2)).toEqual(
    actions.map((action) => onKey(caller, action, key, throughEc2)),
  );
});
