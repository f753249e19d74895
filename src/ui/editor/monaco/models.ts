import { lineChanges } from "../lines.ts";
import { monaco } from "./kit.ts";

type Model = monaco.editor.ITextModel;

/** The path of a document's model, by which Monaco's React component finds it. */
export function modelPath(documentId: string, side: "text" | "generated" = "text"): string {
  return `keyhole-${side}:/${encodeURIComponent(documentId)}`;
}

/** The model of a document, created with this text if it does not exist. `disposeOthers` removes it. */
export function modelOf(documentId: string, text: string, side?: "text" | "generated"): Model {
  const uri = monaco.Uri.parse(modelPath(documentId, side));
  const known = monaco.editor.getModel(uri);
  if (known) return known;
  const model = monaco.editor.createModel(text, "json", uri);
  // Monaco keeps only one kind of line end.
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  return model;
}

/**
 * Puts a text into a model that the user did not type. Only the lines that differ are edited, so that cursors and folds
 * stay. Does nothing if the texts differ only in line ends.
 */
export function pushText(model: Model, text: string): void {
  const before = model.getLinesContent();
  const after = text.split(/\r\n|\r|\n/);
  const changes = lineChanges(before, after);
  if (changes.length === 0) return;
  pushed.add(model);
  try {
    model.pushEditOperations(
      null,
      changes.flatMap((change) => editsOf(change, before, after)),
      () => null,
    );
  } finally {
    pushed.delete(model);
  }
}

/** Whether `pushText` is changing the model: the change is then not an edit by the user. */
export function isPushed(model: Model): boolean {
  return pushed.has(model);
}
const pushed = new WeakSet<Model>();

type Change = ReturnType<typeof lineChanges>[number];

function editsOf(
  { from, to, newFrom, newTo }: Change,
  before: readonly string[],
  after: readonly string[],
): monaco.editor.IIdentifiedSingleEditOperation[] {
  // If no line is added or removed, each line is edited separately, so that a cursor stays in its line.
  if (to - from === newTo - newFrom)
    return before
      .slice(from, to)
      .map((line, index) => lineEdit(from + index, line, after[newFrom + index] ?? ""));
  const lines = after.slice(newFrom, newTo);
  if (to < before.length) {
    const range = new monaco.Range(from + 1, 1, to + 1, 1);
    return [{ range, text: lines.map((line) => `${line}\n`).join("") }];
  }
  // At the end of the text, the line break before the change is part of it.
  const last = before.at(-1)?.length ?? 0;
  if (from === 0) return [{ range: new monaco.Range(1, 1, to, last + 1), text: lines.join("\n") }];
  const range = new monaco.Range(from, (before[from - 1]?.length ?? 0) + 1, to, last + 1);
  return [{ range, text: lines.map((line) => `\n${line}`).join("") }];
}

function lineEdit(index: number, before: string, after: string) {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return {
    range: new monaco.Range(index + 1, start + 1, index + 1, before.length - end + 1),
    text: after.slice(start, after.length - end),
  };
}

/** Disposes of the models of all other documents. */
export function disposeOthers(documentIds: readonly string[]): void {
  const kept = new Set(documentIds);
  for (const model of monaco.editor.getModels()) {
    const { scheme, path } = model.uri;
    const ours = scheme.startsWith("keyhole-") && !model.isAttachedToEditor();
    if (ours && !kept.has(path.slice(1))) model.dispose();
  }
}
