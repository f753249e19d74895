import { type LineChange, lineChanges } from "./lines.ts";

const lines = (text: string) => text.split(/\r\n|\r|\n/);

/** The changes from `before` to `after`, in order. */
export function changesOf(before: string, after: string): readonly LineChange[] {
  return lineChanges(lines(before), lines(after));
}

/** `after` with the lines of one change as they are in `before`. */
export function takenBack(
  before: string,
  after: string,
  { from, to, newFrom, newTo }: LineChange,
): string {
  return lines(after)
    .toSpliced(newFrom, newTo - newFrom, ...lines(before).slice(from, to))
    .join("\n");
}

/** Which lines of the new text a change is: “lines 3 to 5”, or between which lines some are missing. */
export function placeOfChange({ newFrom, newTo }: LineChange): string {
  if (newTo === newFrom) return `removed after line ${newFrom}`;
  return newTo === newFrom + 1 ? `line ${newTo}` : `lines ${newFrom + 1} to ${newTo}`;
}
