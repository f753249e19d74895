import { monaco } from "./kit.ts";

type Model = monaco.editor.ITextModel;

/** The part of a model's text between two offsets, as Monaco counts it. */
export function rangeOf(
  model: Model,
  { start, end }: { readonly start: number; readonly end: number },
): monaco.Range {
  return monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
}
