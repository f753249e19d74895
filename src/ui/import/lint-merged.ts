import { lintOptions, type ScenarioDocument } from "#acquisition";
import { lint } from "#engine";
import type { Merged } from "#import";
import type { Scenario } from "#scenario";
import type { Findings } from "./use-merged.ts";

/** What the linter will say of each merged document once it is taken, by its id. */
export function lintMerged(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  merged: Merged,
): Findings {
  const texts = new Map(merged.documents.map(({ documentId, text }) => [documentId, text]));
  const taken = documents.map((one) => ({ ...one, text: texts.get(one.id) ?? one.text }));
  const optionsOf = lintOptions(scenario, taken);
  return Object.fromEntries(
    taken
      .filter(({ id }) => texts.has(id))
      .map((document) => [document.id, lint(document.text, optionsOf(document))]),
  );
}
