import {
  type DocumentIndexCache,
  runAcquisition,
  runAdministration,
  type ScenarioDocument,
} from "#acquisition";
import type { Scenario } from "#scenario";

/** The documents, with another text for one of them. */
export function withText(
  documents: readonly ScenarioDocument[],
  id: string,
  text: string,
): readonly ScenarioDocument[] {
  return documents.map((document) => (document.id === id ? { ...document, text } : document));
}

/** A text with each request of the import and its outcome. Two equal texts are equally good for the import. */
export function importOutcomes(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  cache: DocumentIndexCache,
): string {
  return runAcquisition(scenario, documents, { indexes: cache })
    .map(({ id, requests }) => `${id} ${requests.map(({ outcome }) => outcome).join()}`)
    .join("\n");
}

/** A text with each request of key administration and its state. */
export function administrationStates(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  cache: DocumentIndexCache,
): string {
  return runAdministration(scenario, documents, { indexes: cache })
    .map(({ id, state }) => `${id} ${state}`)
    .join("\n");
}

/** The allowed requests of the import, each by a unique name. */
export function allowedRequests(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  cache: DocumentIndexCache,
): ReadonlySet<string> {
  return new Set(
    runAcquisition(scenario, documents, { indexes: cache }).flatMap(({ id, requests }) =>
      requests.flatMap(({ outcome }, index) => (outcome === "allowed" ? [`${id} ${index}`] : [])),
    ),
  );
}
