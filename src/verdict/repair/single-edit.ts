import type { TextEdit } from "#engine";
import { differingRange } from "#policy";

/** The shortest edit that makes one text out of another. */
export function singleEdit(before: string, after: string): TextEdit {
  const { start, end, newEnd } = differingRange(before, after);
  return { start, end, text: after.slice(start, newEnd) };
}
