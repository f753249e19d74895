import type { Fix } from "./types.ts";

/** The text with a fix's edits made; what no edit covers stays byte for byte as it was. */
export function applyFix(text: string, { edits }: Fix): string {
  let result = text;
  for (const { start, end, text: written } of edits.toSorted(
    (one, other) => other.start - one.start,
  ))
    result = result.slice(0, start) + written + result.slice(end);
  return result;
}
