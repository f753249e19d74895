import fc from "fast-check";
import { expect, test } from "vitest";
import { createDocumentIndexCache, resultOf, type ScenarioDocument } from "#acquisition";
import { createLinter, type Linter } from "#engine/linter";
import { generate } from "#generator";
import { allServices } from "#policy/services";
import { presets } from "#scenario";
import { scenarioWithStatesArbitrary } from "#testing/arbitrary";
import { organizationOf } from "#testing/organization";
import { verdictOfPreset } from "#testing/preset-verdicts";
import type { Verdict } from "./types.ts";
import { createVerifier, type Verifier } from "./verifier.ts";
import { type verify, verifyAccount } from "./verify.ts";

/** Finds something else in every text and under all options: a finding that was kept too long shows. */
const telling: Linter = {
  lint: (text, options) => [
    {
      rule: JSON.stringify([text, options]),
      severity: "warning",
      message: "",
      start: 0,
      end: 0,
    },
  ],
  fixAll: (text) => text,
};

const accounts = (verifier: Verifier, ...[scenario, documents]: Parameters<typeof verify>) => [
  ...verifier.verifyAccounts({ scenario, documents }, telling),
];

const changes: readonly ((text: string) => string)[] = [
  () => "{",
  () => '{"Statement": []}',
  (text) => text.replaceAll('"Allow"', '"Deny"'),
  (text) => text.replace(/"AWS": "[^"]*"/, '"AWS": "*"'),
  (text) => text.replaceAll("111111111111", "999999999999"),
  (text) => text.replace(/"Condition": \{/, '"Condition": {"Bool": {"aws:Absent": "true"},'),
];

test("verdicts kept from the call before are what a new verifier would say", () => {
  const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...changes)), { maxLength: 3 });
  fc.assert(
    fc.property(scenarioWithStatesArbitrary(), edits, (scenario, edits) => {
      const keeping = createVerifier();
      // That a run which keeps results is the run without them is what `last-result.test.ts` holds.
      const indexes = createDocumentIndexCache();
      let documents = generate(scenario);
      for (const [at, change] of edits) {
        expect(accounts(keeping, scenario, documents).length).toBeGreaterThan(0);
        documents = documents.map((document, index) =>
          index === at % documents.length ? { ...document, text: change(document.text) } : document,
        );
        const kept = accounts(keeping, scenario, documents);
        expect(kept).toEqual(accounts(createVerifier(indexes), scenario, documents));
      }
    }),
    { numRuns: 40 },
  );
});

test("accounts that differ in names alone get the verdict that each gets alone, also after edits", () => {
  const linter = createLinter(allServices);
  const [{ scenario: one }] = presets.filter(({ id }) => id === "cross-account") as [
    (typeof presets)[0],
  ];
  const scenario = organizationOf(one, 21, 1);
  const written = generate(scenario);
  const ofAccount = written.find(({ owner }) => owner === "t7");
  const edited: readonly ((document: ScenarioDocument) => boolean)[] = [
    (document) => document === ofAccount,
    (document) => document === written[0],
    ({ owner }) => owner !== "platform",
  ];
  for (const [at, change] of changes.entries()) {
    const isEdited = edited[at % edited.length];
    const documents = written.map((document) =>
      isEdited?.(document) ? { ...document, text: change(document.text) } : document,
    );
    const subject = { scenario, documents };
    const indexes = createDocumentIndexCache();
    const verdicts = [...createVerifier(indexes).verifyAccounts(subject, linter)];
    const partIds = [...scenario.targets.map(({ id }) => id), "platform"];
    expect(verdicts.map(({ partId }) => partId)).toEqual(partIds);
    for (const verdict of verdicts) {
      const { partId } = verdict;
      const alone = resultOf(createVerifier(indexes).verifyAccount(subject, partId, linter));
      expect(verdict.summary).toEqual(alone.summary);
      expect(
        verdict.found
          .flatMap(({ documentId, rule, count }) => new Array(count).fill(`${documentId} ${rule}`))
          .sort(),
      ).toEqual(
        Object.entries(alone.findings)
          .flatMap(([documentId, found]) => found.map(({ rule }) => `${documentId} ${rule}`))
          .sort(),
      );
    }
  }
});

test("verifyAccount says of an account what verify says of a scenario with that account alone", () => {
  for (const { id, scenario } of presets) {
    const [target] = scenario.targets;
    const documents = generate(scenario);
    const whole = verdictOfPreset(id);
    const verifier = createVerifier();
    const linter = createLinter(allServices);
    const [account, platform] = [target?.id ?? "", "platform"].map((partId) =>
      resultOf(verifier.verifyAccount({ scenario, documents }, partId, linter)),
    ) as [Verdict, Verdict];
    expect([...account.steps, ...platform.steps]).toEqual(whole.steps);
    expect([...account.probes, ...platform.probes]).toEqual(whole.probes);
    expect({ ...account.findings, ...platform.findings }).toEqual(whole.findings);
    expect(account.regions).toEqual(whole.regions);
  }
});

test("an id of no account has no steps, no abuses and no findings", () => {
  const { scenario } = presets[0];
  const verdict = verifyAccount(scenario, generate(scenario), "constructor");
  expect(verdict).toMatchObject({ steps: [], probes: [], findings: {} });
  expect(verdict.status.kind).toBe("incomplete");
});
