import { differingRange } from "#policy";
import { lineChanges } from "./lines.ts";

/**
 * The offset in `after` at the end of the text that differs from `before`. Returns `undefined` if the texts are equal, or
 * if more than one run of lines differs.
 */
export function changedPlace(before: string, after: string): number | undefined {
  if (before === after) return undefined;
  if (lineChanges(before.split("\n"), after.split("\n")).length > 1) return undefined;
  return differingRange(before, after).newEnd;
}
