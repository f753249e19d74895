import type { Finding } from "#engine";

/**
 * Moves findings about an earlier text to their places in the current text. Findings that overlap the change are removed.
 * The fixes are removed too, because they are for the earlier text.
 */
export function movedFindings(
  findings: readonly Finding[],
  before: string,
  now: string,
): readonly Finding[] {
  const most = Math.min(before.length, now.length);
  let start = 0;
  while (start < most && before[start] === now[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === now[now.length - 1 - end])
    end += 1;
  const changedTo = before.length - end;
  const shift = now.length - before.length;
  return findings.flatMap(({ fix: _, ...finding }) => {
    if (finding.end <= start) return [finding];
    if (finding.start >= changedTo)
      return [{ ...finding, start: finding.start + shift, end: finding.end + shift }];
    // A finding that encloses the change grows or shrinks with it.
    const encloses = finding.start < start && finding.end > changedTo;
    return encloses ? [{ ...finding, end: finding.end + shift }] : [];
  });
}
