import { describe, expect, test } from "vitest";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import {
  answerRequest,
  createDocumentIndexCache,
  type DocumentIndexCache,
  explainRequest,
  runAcquisition,
  runProbes,
  type ScenarioDocument,
} from "../index.ts";

/** Every request of the run and of the probes with how it was decided there, as the screen hands it to Ask. */
function decidedRequests(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  cache: DocumentIndexCache,
) {
  const steps = runAcquisition(scenario, documents, { indexes: cache }).map((one) => ({
    of: "step" as const,
    ...one,
  }));
  const probes = runProbes(scenario, documents, { indexes: cache }).map((one) => ({
    of: "probe" as const,
    ...one,
  }));
  return [...steps, ...probes].flatMap(({ of, id, requests }) =>
    requests.map(({ outcome }, request) => ({ place: { of, id, request }, outcome })),
  );
}

/** One statement of one document less. */
function withoutStatement(documents: readonly ScenarioDocument[], id: string, index: number) {
  return documents.map((document) => {
    if (document.id !== id) return document;
    const policy = JSON.parse(document.text) as { Statement: unknown[] };
    policy.Statement.splice(index, 1);
    return { ...document, text: JSON.stringify(policy, null, 2) };
  });
}

describe.each(presets)("$name: asking about a request of the run", ({ scenario }) => {
  const documents = generate(scenario);
  const cache = createDocumentIndexCache();

  test("says what the run says", () => {
    const differing = decidedRequests(scenario, documents, cache).filter(({ place, outcome }) => {
      const request = explainRequest(scenario, documents, place, { indexes: cache })?.request;
      return (
        request &&
        answerRequest(scenario, documents, request, { indexes: cache }).outcome !== outcome
      );
    });
    expect(differing).toEqual([]);
  });

  test("says what the run says when a statement is missing", () => {
    const [first] = documents;
    if (!first) throw new Error("no documents");
    for (const index of first.statements.keys()) {
      const changed = withoutStatement(documents, first.id, index);
      for (const { place, outcome } of decidedRequests(scenario, changed, cache)) {
        if (place.of === "probe") continue;
        const request = explainRequest(scenario, changed, place, { indexes: cache })?.request;
        if (request)
          expect(
            answerRequest(scenario, changed, request, { indexes: cache }).outcome,
            place.id,
          ).toBe(outcome);
      }
    }
  });
});

test("what other programs leave out is no reason to throw", () => {
  const [{ scenario }] = presets;
  const odd = [
    {},
    null,
    { text: "{}" },
    { attachTo: { to: "key" } },
  ] as unknown as ScenarioDocument[];
  expect(runAcquisition(scenario, odd).length).toBeGreaterThan(0);
  expect(runProbes(scenario, odd).length).toBeGreaterThan(0);
  const nothing = {} as Parameters<typeof answerRequest>[2];
  expect(answerRequest(scenario, odd, nothing).outcome).toBe("implicitly-denied");
});
