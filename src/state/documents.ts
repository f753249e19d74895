import { type Layers, layersFrom } from "#acquisition";
import { type GeneratedDocument, generate } from "#generator";
import { parseDocument } from "#policy";
import { accountsOfLayer, isLarge, type Scenario } from "#scenario";
import type { Subject as VerdictSubject } from "#verdict";
import { decidedNow } from "./moment.ts";
import type { DocumentId, Edit, Work, WorkDocument } from "./work.ts";

/** The generated documents of a scenario, computed once for it. Those of a large one are none until they are written. */
export function generatedOf(scenario: Scenario): readonly GeneratedDocument[] {
  const known = generatedDocuments.get(scenario);
  if (known) return known;
  return isLarge(scenario) ? none : writtenNow(scenario);
}
const none: readonly GeneratedDocument[] = [];

/** The generated documents of a scenario of any size, at once; of a large one that takes a second. */
export function writtenNow(scenario: Scenario): readonly GeneratedDocument[] {
  const documents = generatedDocuments.get(scenario) ?? generate(scenario);
  generatedDocuments.set(scenario, documents);
  return documents;
}

/** Whether the documents of a scenario are there, or there at once. */
export function isWritten(scenario: Scenario): boolean {
  return generatedDocuments.has(scenario) || !isLarge(scenario);
}

/** Takes the documents of a large scenario in that were written elsewhere. */
export function takeWritten(scenario: Scenario, documents: readonly GeneratedDocument[]): void {
  generatedDocuments.set(scenario, documents);
}

const generatedDocuments = new WeakMap<Scenario, readonly GeneratedDocument[]>();

/** The generated text of one document, where the answers ask for it. */
export function generatedText(scenario: Scenario, documentId: DocumentId): string | undefined {
  return generatedById(scenario).get(documentId)?.text;
}

function generatedById(scenario: Scenario): ReadonlyMap<DocumentId, GeneratedDocument> {
  const documents = generatedOf(scenario);
  const known = byId.get(documents);
  if (known) return known;
  const made = new Map(documents.map((document) => [document.id, document]));
  byId.set(documents, made);
  return made;
}
const byId = new WeakMap<
  readonly GeneratedDocument[],
  ReadonlyMap<DocumentId, GeneratedDocument>
>();

/** The current documents, including edits. The same answers and edits give the same array. */
export function documentsOf(work: Pick<Work, "scenario" | "edits">): readonly WorkDocument[] {
  const known = workDocuments.get(work.scenario);
  const written = generatedOf(work.scenario);
  if (known?.edits === work.edits && known.written === written) return known.documents;
  const before = new Map(known?.documents.map((document) => [document.generated.id, document]));
  const documents = written.map((generated) => {
    const next = textOf(generated, work.edits);
    const same = before.get(generated.id);
    // An untouched document keeps its identity, so that the screen does not draw it again.
    return same && same.text === next.text && same.edited === next.edited
      ? same
      : { generated, ...next, problems: next.edited ? problemsOf(next.text) : [] };
  });
  workDocuments.set(work.scenario, { edits: work.edits, written, documents });
  return documents;
}
const workDocuments = new WeakMap<
  Scenario,
  {
    readonly edits: Work["edits"];
    readonly written: readonly GeneratedDocument[];
    readonly documents: readonly WorkDocument[];
  }
>();

/** What a verdict on the work is about. */
export type Subject = VerdictSubject<GeneratedDocument>;

/**
 * The answers and documents of the work, as the checker takes them. The same work gives the same object: if something in it
 * is about time, with the moment at which it was first asked for, until the next moment that it names.
 */
export function subjectOf(work: Pick<Work, "scenario" | "edits" | "layers">): Subject {
  const documents = documentsOf(work);
  const known = subjects.get(documents);
  const isOver = known?.changesAt !== undefined && known.changesAt <= Date.now();
  if (known?.layers === work.layers && !isOver) return known.subject;
  const layers = layersOf(work.layers, work.scenario);
  const { answers, changesAt } = decidedNow(work.scenario, [...documents, ...work.layers]);
  const subject = {
    scenario: answers,
    documents: documents.map(withCurrentText),
    ...(layers ? { layers } : {}),
  };
  subjects.set(documents, { layers: work.layers, subject, changesAt });
  return subject;
}
const subjects = new WeakMap<
  readonly WorkDocument[],
  {
    readonly layers: Work["layers"];
    readonly subject: Subject;
    readonly changesAt: number | undefined;
  }
>();

/** When the subject of the work becomes another one though the work stays the same, in milliseconds since 1970. */
export function subjectChangesAt(
  work: Pick<Work, "scenario" | "edits" | "layers">,
): number | undefined {
  subjectOf(work);
  return subjects.get(documentsOf(work))?.changesAt;
}

/** The same layers of the same accounts give the same object, so that they are sent to the worker once. */
function layersOf(list: Work["layers"], scenario: Scenario): Subject["layers"] {
  if (list.length === 0) return undefined;
  const accounts = list.map((layer) => accountsOfLayer(layer, scenario).join()).join("\n");
  const known = layersByList.get(list);
  if (known?.accounts === accounts) return known.layers;
  const layers = layersFrom(list, scenario);
  layersByList.set(list, { accounts, layers });
  return layers;
}
const layersByList = new WeakMap<
  Work["layers"],
  { readonly accounts: string; readonly layers: Layers | undefined }
>();

/** The generated document with its text as it is; the same object for the same document, so that it is sent once. */
function withCurrentText(document: WorkDocument): GeneratedDocument {
  const { generated, text, edited } = document;
  if (!edited) return generated;
  const known = editedDocuments.get(document) ?? { ...generated, text };
  editedDocuments.set(document, known);
  return known;
}
const editedDocuments = new WeakMap<WorkDocument, GeneratedDocument>();

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
