import { lineChanges } from "./lines.ts";

/**
 * The offset in `after` at the end of the text that differs from `before`. Returns `undefined` if the texts are equal, or
 * if more than one run of lines differs.
 */
export function changedPlace(before: string, after: string): number | undefined {
  if (before === after) return undefined;
  if (lineChanges(before.split("\n"), after.split("\n")).length > 1) return undefined;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end])
    end += 1;
  return after.length - end;
}
