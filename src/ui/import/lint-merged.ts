import { lintOptions, type ScenarioDocument } from "#acquisition";
import { type Finding, lint } from "#engine";
import type { Merged } from "#import";
import type { Scenario } from "#scenario";

/** Findings by document id. */
export type Findings = Readonly<Record<string, readonly Finding[]>>;

/** The linter's findings in each merged document, by the document's id. */
export function lintMerged(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  merged: Merged,
): Findings {
  const texts = new Map(merged.documents.map(({ documentId, text }) => [documentId, text]));
  const after = documents.map((one) => ({ ...one, text: texts.get(one.id) ?? one.text }));
  const optionsOf = lintOptions(scenario, after);
  return Object.fromEntries(
    after
      .filter(({ id }) => texts.has(id))
      .map((document) => [document.id, lint(document.text, optionsOf(document))]),
  );
}
