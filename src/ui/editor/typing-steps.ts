/** One replaced range of a text, as Monaco reports it: offsets and lengths in UTF-16 code units. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/** A step of undo while the user types. */
export interface TypingStep {
  /** Changes with the same number are one step. */
  readonly number: number;
  readonly kind: "word" | "space" | "deletion" | "other";
  /** The offset at which the next change must begin or end to belong to this step. */
  readonly at: number;
}

/**
 * The step that a change belongs to: a word with the white space before it, or a run of single deletions, is one step.
 * A line break, a paste, a completion and any change at another place begin a new step.
 */
export function nextStep(last: TypingStep | undefined, changes: readonly TextChange[]): TypingStep {
  const [change, ...others] = changes;
  const kind = change && others.length === 0 ? kindOf(change) : "other";
  const at = change ? change.rangeOffset + change.text.length : 0;
  const joins = last !== undefined && change !== undefined && follows(last, kind, change);
  return { number: (last?.number ?? 0) + (joins ? 0 : 1), kind, at };
}

function kindOf({ rangeLength, text }: TextChange): TypingStep["kind"] {
  if (text === "") return rangeLength === 1 ? "deletion" : "other";
  if (rangeLength > 0 || [...text].length > 1) return "other";
  return /\s/.test(text) ? "space" : "word";
}

function follows(last: TypingStep, kind: TypingStep["kind"], change: TextChange): boolean {
  const { rangeOffset, rangeLength, text } = change;
  if (kind === "deletion")
    // The delete key does not move the cursor, the backspace key moves it back.
    return last.kind === kind && (rangeOffset === last.at || rangeOffset + rangeLength === last.at);
  if (kind === "other" || text === "\n" || rangeOffset !== last.at) return false;
  return kind === "word" ? last.kind === "word" || last.kind === "space" : last.kind === "space";
}
