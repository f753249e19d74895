import type { WorkDocument } from "#state";
import { lineChanges } from "../editor/lines.ts";

/** A document whose text changed while it was not in sight. */
export interface ChangedText {
  readonly id: string;
  /** Empty for a document that is new. */
  readonly before: string;
  /** Empty for a document that is no more. */
  readonly after: string;
}

/**
 * The documents whose text differs, without the one in sight. `known` are changes of a moment ago: their texts before
 * count, so that the keystrokes of one answer are one change.
 */
export function changedTexts(
  before: readonly WorkDocument[],
  after: readonly WorkDocument[],
  inSight: string | undefined,
  known: readonly ChangedText[],
): readonly ChangedText[] {
  const first = new Map(before.map(({ generated, text }) => [generated.id, text]));
  for (const { id, before: text } of known) first.set(id, text);
  const now = new Map(after.map(({ generated, text }) => [generated.id, text]));
  return [...new Set([...first.keys(), ...now.keys()])].flatMap((id): ChangedText[] => {
    const [was = "", is = ""] = [first.get(id), now.get(id)];
    return was === is || id === inSight ? [] : [{ id, before: was, after: is }];
  });
}

/** “2 documents changed: +3 −7 lines”. */
export function changedSentence(changed: readonly ChangedText[]): string {
  let added = 0;
  let removed = 0;
  for (const { before, after } of changed)
    for (const { from, to, newFrom, newTo } of lineChanges(linesOf(before), linesOf(after))) {
      removed += to - from;
      added += newTo - newFrom;
    }
  const lines = [added > 0 ? `+${added}` : "", removed > 0 ? `−${removed}` : ""]
    .filter(Boolean)
    .join(" ");
  const documents = changed.length === 1 ? "1 document" : `${changed.length} documents`;
  return `${documents} changed: ${lines} ${added + removed === 1 ? "line" : "lines"}`;
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.split("\n");
}
