import {
  type DocumentIndexCache,
  runAcquisition,
  runProbes,
  type ScenarioDocument,
} from "#acquisition";
import type { Scenario } from "#scenario";

/** The documents with another text for one of them. */
export function withText(
  documents: readonly ScenarioDocument[],
  id: string,
  text: string,
): readonly ScenarioDocument[] {
  return documents.map((document) => (document.id === id ? { ...document, text } : document));
}

/** Each request of the import with its outcome: two equal ones are as good for the import. */
export function importIn(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  cache: DocumentIndexCache,
): string {
  return runAcquisition(scenario, documents, cache)
    .map(({ id, requests }) => `${id} ${requests.map(({ outcome }) => outcome).join()}`)
    .join("\n");
}

/** What must stay possible beside the import, with how it stands: whether keys can still be managed. */
export function manageableIn(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  cache: DocumentIndexCache,
): string {
  return runProbes(scenario, documents, cache)
    .flatMap(({ id, must, state }) => (must === "be-allowed" ? [`${id} ${state}`] : []))
    .join("\n");
}

/** The requests of the import that are allowed, each by a name of its own. */
export function allowedRequests(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  cache: DocumentIndexCache,
): ReadonlySet<string> {
  return new Set(
    runAcquisition(scenario, documents, cache).flatMap(({ id, requests }) =>
      requests.flatMap(({ outcome }, index) => (outcome === "allowed" ? [`${id} ${index}`] : [])),
    ),
  );
}
