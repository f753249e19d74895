import { lineChanges } from "./lines.ts";

/**
 * The offset in `after` behind what differs from `before`. Returns `undefined` if nothing differs, or more than one
 * run of lines: then no place stands for the whole change.
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
