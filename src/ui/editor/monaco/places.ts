import { monaco } from "./kit.ts";

type Model = monaco.editor.ITextModel;

/** The Monaco range between two offsets of a model's text. */
export function rangeOf(
  model: Model,
  { start, end }: { readonly start: number; readonly end: number },
): monaco.Range {
  return monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
}
