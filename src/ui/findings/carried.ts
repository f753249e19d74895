import type { Finding } from "#engine";

/**
 * Findings about an earlier text, at their places in the text as it is now: those before and after what changed move
 * along, those that it touches are left out. Without their fixes, which were for the earlier text.
 */
export function carried(
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
    // What encloses the change grows or shrinks with it.
    const encloses = finding.start < start && finding.end > changedTo;
    return encloses ? [{ ...finding, end: finding.end + shift }] : [];
  });
}
