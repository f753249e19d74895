import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createDocumentIndexCache,
  type DecisionOptions,
  isCounted,
  runAcquisition,
  runOtherUsers,
  runProbes,
  type ScenarioDocument,
} from "#acquisition";
import { applyFix } from "#engine";
import { generate } from "#generator";
import type { Scenario } from "#scenario";
import { type Damaged, damagedDocuments } from "#testing/damaged-documents";
import { createRepairer, type Repair, withAnswer } from "../index.ts";

/** KEYHOLE_DAMAGES=300 tries so many. */
const numRuns = Number(globalThis.process?.env.KEYHOLE_DAMAGES ?? 12);

test("the first repair of documents with one thing wrong lets every step and every other user work and allows nothing more", () => {
  fc.assert(
    fc.property(damagedDocuments(), (damaged) => {
      const { scenario, documents, damage } = damaged;
      const options = { indexes: createDocumentIndexCache() };
      const broken = failing(scenario, documents, options);
      if (broken.length === 0) return;
      const work = createRepairer().repairs({ scenario, documents }, []);
      let next = work.next();
      while (!next.done) next = work.next();
      const problem = next.value.find(({ of, id }) => of === "step" && broken.includes(id));
      const repair = problem?.repairs[0];
      expect(repair, damage).toBeDefined();
      if (!repair) return;
      const repaired = applied(damaged, repair);
      const message = `${damage}; repaired by: ${repair.title}`;
      expect(failing(repaired.scenario, repaired.documents, options), message).toEqual([]);
      expect(allowedBeyond(damaged, repaired, options), message).toEqual([]);
    }),
    { numRuns, endOnFailure: true },
  );
}, 600_000);

const isFailing = (state: string) => state === "broken" || state === "unknown";

function applied({ scenario, documents }: Damaged, repair: Repair) {
  const edits = new Map(repair.edits.map((one) => [one.documentId, one.edits]));
  return {
    scenario: repair.answer ? withAnswer(scenario, repair.answer) : scenario,
    documents: documents.map((document) => ({
      ...document,
      text: applyFix(document.text, { label: "", edits: edits.get(document.id) ?? [] }),
    })),
  };
}

/** The steps, of the import and of other users of the keys, that fail and do not under the generated documents. */
function failing(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions,
) {
  const failingIn = (texts: readonly ScenarioDocument[]) =>
    [
      ...runAcquisition(scenario, texts, options),
      ...runOtherUsers(scenario, texts, options).flatMap(({ steps }) => steps),
    ]
      .filter((step) => isCounted(step) && isFailing(step.state))
      .map(({ id }) => id);
  const usual = new Set(failingIn(generate(scenario)));
  return failingIn(documents).filter((id) => !usual.has(id));
}

/** The abuses that the repaired documents allow and the generated ones do not. */
function allowedBeyond(
  { scenario: before }: Damaged,
  { scenario, documents }: Pick<Damaged, "scenario" | "documents">,
  options: DecisionOptions,
) {
  const openIn = (answers: Scenario, texts: readonly ScenarioDocument[]) =>
    runProbes(answers, texts, options)
      .filter(
        ({ must, requests }) =>
          must === "be-refused" && requests.some(({ outcome }) => outcome === "allowed"),
      )
      .map(({ id }) => id);
  const usual = new Set(openIn(before, generate(before)));
  return openIn(scenario, documents).filter((id) => !usual.has(id));
}
