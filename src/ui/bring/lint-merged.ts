import type { ScenarioDocument } from "#acquisition";
import type { Merged } from "#bring";
import { lint } from "#engine";
import { routesOf, type Scenario } from "#scenario";
import type { Findings } from "./use-merged.ts";

/** What the linter says of each merged document, by its id. */
export function lintMerged(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  { documents: merged }: Merged,
): Findings {
  const regions = [
    ...new Set([
      scenario.platform.region,
      ...routesOf(scenario).map(({ source }) => source.region),
    ]),
  ];
  return Object.fromEntries(
    merged.flatMap(({ documentId, text }) => {
      const document = documents.find(({ id }) => id === documentId);
      if (!document) return [];
      const { kind, account } = document;
      return [[documentId, lint(text, { kind, account, known: { regions } })]];
    }),
  );
}
