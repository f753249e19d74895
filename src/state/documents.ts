import type { ScenarioDocument } from "#acquisition";
import { type GeneratedDocument, generate } from "#generator";
import { parseDocument } from "#policy";
import type { Scenario } from "#scenario";
import type { DocumentId, Edit, View, Work, WorkDocument } from "./work.ts";

/** The generated documents of a scenario, computed once for it. */
export function generatedOf(scenario: Scenario): readonly GeneratedDocument[] {
  const known = generatedDocuments.get(scenario);
  if (known) return known;
  const documents = generate(scenario);
  generatedDocuments.set(scenario, documents);
  return documents;
}
const generatedDocuments = new WeakMap<Scenario, readonly GeneratedDocument[]>();

/** The generated text of one document, where the answers ask for it. */
export function generatedText(scenario: Scenario, documentId: DocumentId): string | undefined {
  return generatedOf(scenario).find(({ id }) => id === documentId)?.text;
}

/** The documents as they stand, edits included. The same answers and edits give the same array. */
export function documentsOf(work: Pick<Work, "scenario" | "edits">): readonly WorkDocument[] {
  const known = workDocuments.get(work.scenario);
  if (known?.edits === work.edits) return known.documents;
  const before = new Map(known?.documents.map((document) => [document.generated.id, document]));
  const documents = generatedOf(work.scenario).map((generated) => {
    const next = textOf(generated, work.edits);
    const same = before.get(generated.id);
    // An untouched document keeps its identity, so that the screen does not draw it again.
    return same && same.text === next.text && same.edited === next.edited
      ? same
      : { generated, ...next, problems: problemsOf(next.text) };
  });
  workDocuments.set(work.scenario, { edits: work.edits, documents });
  return documents;
}
const workDocuments = new WeakMap<
  Scenario,
  { readonly edits: Work["edits"]; readonly documents: readonly WorkDocument[] }
>();

/** The document to show: the one that the user opened while there is one, else the first. */
export function shownDocument(
  work: Pick<Work, "scenario" | "edits"> & { readonly view: View },
): WorkDocument | undefined {
  const documents = documentsOf(work);
  const opened = documents.find(({ generated }) => generated.id === work.view.documentId);
  return opened ?? documents[0];
}

/** What a verdict is about: the answers and the documents as they stand. */
export interface Subject {
  readonly scenario: Scenario;
  readonly documents: readonly ScenarioDocument[];
}

/** The answers and documents of the work, as the checker takes them. */
export function subjectOf(work: Pick<Work, "scenario" | "edits">): Subject {
  return { scenario: work.scenario, documents: documentsOf(work).map(scenarioDocument) };
}

function scenarioDocument({ generated, text }: WorkDocument): ScenarioDocument {
  const { id, kind, account, region, attachTo } = generated;
  const place =
    attachTo.to === "role"
      ? ({ to: "role", roleArn: attachTo.roleArn } as const)
      : ({ to: "key" } as const);
  return { id, kind, account, ...(region ? { region } : {}), attachTo: place, text };
}

function textOf(
  generated: GeneratedDocument,
  edits: Readonly<Record<DocumentId, Edit>>,
): { readonly text: string; readonly edited: boolean } {
  const edit = Object.hasOwn(edits, generated.id) ? edits[generated.id] : undefined;
  return edit ? { text: edit.text, edited: true } : { text: generated.text, edited: false };
}

function problemsOf(text: string): WorkDocument["problems"] {
  const parsed = parseDocument(text);
  return parsed.ok ? [] : parsed.problems;
}
