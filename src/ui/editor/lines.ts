/** A run of lines in which two texts differ: lines `[from, to)` of the old one became `[newFrom, newTo)` of the new one. */
export interface LineChange {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** With more comparisons than this, the middle of a text counts as one change: a frame has 16 ms. */
const mostComparisons = 1_000_000;

/** The differences of two texts, line by line, in order. They are minimal for texts of a policy's length. */
export function lineChanges(before: readonly string[], after: readonly string[]): LineChange[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const oldMiddle = before.slice(start, before.length - end);
  const newMiddle = after.slice(start, after.length - end);
  if (oldMiddle.length === 0 && newMiddle.length === 0) return [];
  const changes =
    oldMiddle.length * newMiddle.length > mostComparisons
      ? [{ from: 0, to: oldMiddle.length, newFrom: 0, newTo: newMiddle.length }]
      : middleChanges(oldMiddle, newMiddle);
  return changes.map(({ from, to, newFrom, newTo }) => ({
    from: from + start,
    to: to + start,
    newFrom: newFrom + start,
    newTo: newTo + start,
  }));
}

/** The changes by the longest common subsequence, from the first line on. */
function middleChanges(before: readonly string[], after: readonly string[]): LineChange[] {
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number) => common[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1)
    for (let column = after.length - 1; column >= 0; column -= 1)
      common[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const changes: LineChange[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    if (before[row] === after[column]) {
      row += 1;
      column += 1;
      continue;
    }
    const from = row;
    const newFrom = column;
    while (row < before.length || column < after.length) {
      if (row < before.length && column < after.length && before[row] === after[column]) break;
      if (
        column >= after.length ||
        (row < before.length && at(row + 1, column) >= at(row, column + 1))
      )
        row += 1;
      else column += 1;
    }
    changes.push({ from, to: row, newFrom, newTo: column });
  }
  return changes;
}
