import { lineChanges } from "../lines.ts";
import { monaco } from "./kit.ts";

type Model = monaco.editor.ITextModel;

/** The address of a document's model, which Monaco's React component finds it by. */
export function modelPath(documentId: string, side: "text" | "generated" = "text"): string {
  return `keyhole-${side}:/${encodeURIComponent(documentId)}`;
}

/** The model of a document, made with this text when it is first asked for. It stays until `forgetOthers`. */
export function modelOf(documentId: string, text: string, side?: "text" | "generated"): Model {
  const uri = monaco.Uri.parse(modelPath(documentId, side));
  const known = monaco.editor.getModel(uri);
  if (known) return known;
  const model = monaco.editor.createModel(text, "json", uri);
  // Of mixed line ends Monaco keeps one kind: ours.
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  return model;
}

/**
 * Gives a model a text that did not come from its editor, as edits of the lines that differ: cursors and folds stay.
 * Does nothing if they are alike but for line ends.
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

/** Whether a model is being given a text right now: what changes in it is no edit by hand. */
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
  // Line by line where no line came or went, so that a cursor stays in its line.
  if (to - from === newTo - newFrom)
    return before
      .slice(from, to)
      .map((line, index) => lineEdit(from + index, line, after[newFrom + index] ?? ""));
  const lines = after.slice(newFrom, newTo);
  if (to < before.length) {
    const range = new monaco.Range(from + 1, 1, to + 1, 1);
    return [{ range, text: lines.map((line) => `${line}\n`).join("") }];
  }
  // At the end of the text the line break before the change goes with it.
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

/** Lets go of the models of documents that the answers no longer ask for. */
export function forgetOthers(documentIds: readonly string[]): void {
  const kept = new Set(documentIds);
  for (const model of monaco.editor.getModels()) {
    const { scheme, path } = model.uri;
    const ours = scheme.startsWith("keyhole-") && !model.isAttachedToEditor();
    if (ours && !kept.has(path.slice(1))) model.dispose();
  }
}
