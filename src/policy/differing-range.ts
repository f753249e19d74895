/** The one range in which two texts differ: offsets from `start` to `end`, and to `newEnd` in the second text. */
export interface DifferingRange {
  readonly start: number;
  readonly end: number;
  readonly newEnd: number;
}

/** The shortest range in which two texts differ; empty in both if they are equal. */
export function differingRange(before: string, after: string): DifferingRange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same])
    same += 1;
  return { start, end: before.length - same, newEnd: after.length - same };
}
