import { describe, expect, test } from "vitest";
import { generate } from "#generator";
import { withStatement } from "#policy";
import { presets } from "#scenario";
import {
  createDocumentIndexCache,
  explainRequest,
  runAcquisition,
  runProbes,
  type ScenarioDocument,
} from "./index.ts";

/** What a preset's documents are when one statement of one of them is lost. */
function damaged(documents: readonly ScenarioDocument[]) {
  return documents.flatMap((document) => {
    const policy = JSON.parse(document.text) as { Statement: { Sid: string }[] };
    return policy.Statement.map((lost) => {
      const Statement = policy.Statement.filter((statement) => statement !== lost);
      const text = JSON.stringify({ ...policy, Statement }, null, 2);
      const rest = documents.map((one) => (one === document ? { ...one, text } : one));
      return { lost: `${document.id} ${lost.Sid}`, documents: rest };
    });
  });
}

const openProbes = (...run: Parameters<typeof runProbes>) =>
  runProbes(...run)
    .filter(({ state }) => state === "open" || state === "knowingly-open")
    .map(({ id }) => id);

describe.each(presets)("$name: what mends a broken request", ({ scenario }) => {
  const generated = generate(scenario);
  const cache = createDocumentIndexCache();
  const openAnyway = new Set(openProbes(scenario, generated, cache));

  test.each(damaged(generated))("$lost", ({ documents }) => {
    const places = runAcquisition(scenario, documents, cache).flatMap(({ id, requests }) =>
      requests.flatMap(({ state }, request) =>
        state === "broken" ? [{ of: "step" as const, id, request }] : [],
      ),
    );
    for (const place of places) {
      const remedies = explainRequest(scenario, documents, place, cache)?.remedies ?? [];
      const mended = remedies.reduce<readonly ScenarioDocument[]>(
        (before, { documentId, statement }) =>
          before.map((one) =>
            one.id === documentId && statement
              ? { ...one, text: withStatement(one.text, statement) ?? one.text }
              : one,
          ),
        documents,
      );
      // EC2's own Decrypt is mended by the grant that the request before it makes.
      if (remedies.every(({ documentId }) => documentId === undefined)) continue;
      expect(explainRequest(scenario, mended, place, cache)?.decision.outcome, place.id).toBe(
        "allowed",
      );
      const opened = openProbes(scenario, mended, cache).filter((id) => !openAnyway.has(id));
      expect(opened, `${place.id} ${place.request}`).toEqual([]);
    }
  });
});
