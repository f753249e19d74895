import { lintOptions, type ScenarioDocument } from "#acquisition";
import type { Finding } from "#engine";
import type { Linter } from "#engine/linter";
import { regionsOfImport, type Scenario } from "#scenario";

/** What the linter found in a document, and all that it was asked with. */
interface Found {
  readonly document: ScenarioDocument;
  readonly regions: string;
  readonly beside: readonly string[];
  readonly findings: readonly Finding[];
}

/** A keystroke changes one document: what was found in the others is still so. */
let found = new Map<string, Found>();

/** What a linter finds, by document id. */
export function findingsOf(
  linter: Linter,
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
): Readonly<Record<string, readonly Finding[]>> {
  const optionsOf = lintOptions(scenario, documents);
  const regions = regionsOfImport(scenario).join();
  const next = new Map<string, Found>();
  for (const document of documents) {
    const options = optionsOf(document);
    const asked = { document, regions, beside: options.beside };
    const before = found.get(document.id);
    next.set(
      document.id,
      before && sameQuestion(before, asked)
        ? before
        : { ...asked, findings: linter.lint(document.text, options) },
    );
  }
  found = next;
  return Object.fromEntries([...next].map(([id, { findings }]) => [id, findings]));
}

/** What a linter finds in some of a scenario's documents. Not kept: for scenarios that are too large for that. */
export function findingsIn(
  linter: Linter,
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  asked: readonly ScenarioDocument[],
): readonly (readonly [documentId: string, findings: readonly Finding[]])[] {
  const optionsOf = optionsIn(scenario, documents);
  return asked.map(
    (document) => [document.id, linter.lint(document.text, optionsOf(document))] as const,
  );
}

/** The options of the last documents: a survey asks for them account by account. */
let options:
  | {
      readonly scenario: Scenario;
      readonly documents: readonly ScenarioDocument[];
      readonly of: ReturnType<typeof lintOptions>;
    }
  | undefined;

function optionsIn(scenario: Scenario, documents: readonly ScenarioDocument[]) {
  if (options?.scenario !== scenario || options.documents !== documents)
    options = { scenario, documents, of: lintOptions(scenario, documents) };
  return options.of;
}

/** A document with all that a rule finds in it repaired, as `fixAll` does; nothing where there is no such document. */
export function fixedDocument(
  linter: Linter,
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  documentId: string,
  rule: string,
): string | undefined {
  const document = documents.find(({ id }) => id === documentId);
  return document && linter.fixAll(document.text, rule, lintOptions(scenario, documents)(document));
}

function sameQuestion(before: Omit<Found, "findings">, now: Omit<Found, "findings">): boolean {
  return (
    before.document.text === now.document.text &&
    before.document.kind === now.document.kind &&
    before.document.account === now.document.account &&
    before.regions === now.regions &&
    before.beside.length === now.beside.length &&
    before.beside.every((text, index) => text === now.beside[index])
  );
}
