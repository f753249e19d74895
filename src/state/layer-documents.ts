import type { GeneratedDocument } from "#generator";
import { parseDocument } from "#policy";
import { accountOfLayer, type Layer } from "#scenario";
import { documentsOf } from "./documents.ts";
import type { View, Work, WorkDocument } from "./work.ts";

/** The layers as documents to read and edit. The same layer gives the same document. */
export function layerDocumentsOf({ layers }: Pick<Work, "layers">): readonly WorkDocument[] {
  const known = documentsByList.get(layers);
  if (known) return known;
  const documents = layers.map(layerDocument);
  documentsByList.set(layers, documents);
  return documents;
}
const documentsByList = new WeakMap<Work["layers"], readonly WorkDocument[]>();

/** The documents of the scenario and the layers, in the order of the screen. */
export function textsOf(
  work: Pick<Work, "scenario" | "edits" | "layers">,
): readonly WorkDocument[] {
  const documents = documentsOf(work);
  if (work.layers.length === 0) return documents;
  const known = texts.get(documents);
  if (known?.layers === work.layers) return known.all;
  const all = [...documents, ...layerDocumentsOf(work)];
  texts.set(documents, { layers: work.layers, all });
  return all;
}
const texts = new WeakMap<
  readonly WorkDocument[],
  { readonly layers: Work["layers"]; readonly all: readonly WorkDocument[] }
>();

/** The document to show: the one that the user opened while there is one, else the first. */
export function shownDocument(
  work: Pick<Work, "scenario" | "edits" | "layers"> & { readonly view: View },
): WorkDocument | undefined {
  const all = textsOf(work);
  return all.find(({ generated }) => generated.id === work.view.documentId) ?? all[0];
}

function layerDocument(layer: Layer): WorkDocument {
  const known = documentsByLayer.get(layer);
  if (known) return known;
  const document = {
    layer,
    generated: asGenerated(layer),
    text: layer.text,
    edited: false,
    problems: problemsOf(layer.text),
  };
  documentsByLayer.set(layer, document);
  return document;
}
const documentsByLayer = new WeakMap<Layer, WorkDocument>();

/** What the editor and the lists need to know. A layer is never exported: its attachment is never read. */
function asGenerated(layer: Layer): GeneratedDocument {
  const { id, title, text } = layer;
  const attachTo = { to: "key", keys: "" } as const;
  return {
    id,
    owner: "layers",
    kind: "identity",
    account: accountOfLayer(layer),
    name: title,
    attachTo,
    text,
    statements: [],
  };
}

function problemsOf(text: string): WorkDocument["problems"] {
  const parsed = parseDocument(text);
  return parsed.ok ? [] : parsed.problems;
}
