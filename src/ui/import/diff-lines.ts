import { lineChanges } from "../editor/lines.ts";

/** One line of a diff; `skip` replaces lines that both texts have. */
export type DiffLine =
  | { readonly kind: "same" | "removed" | "added"; readonly text: string }
  | { readonly kind: "skip"; readonly lines: number };

/** How many unchanged lines are shown before and after a change. */
const contextLines = 2;

/** The differences of two texts, line by line, with some unchanged lines around each. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = before.split(/\r\n|\r|\n/);
  const now = after.split(/\r\n|\r|\n/);
  const lines: DiffLine[] = [];
  let done = 0;
  const same = (to: number, isFirst: boolean, isLast: boolean) => {
    const run = old.slice(done, to);
    const head = isFirst ? 0 : contextLines;
    const tail = isLast ? 0 : contextLines;
    const hidden = run.length - head - tail;
    const show = (some: readonly string[]) =>
      lines.push(...some.map((text) => ({ kind: "same" as const, text })));
    if (hidden <= 1) show(run);
    else {
      show(run.slice(0, head));
      lines.push({ kind: "skip", lines: hidden });
      show(run.slice(run.length - tail));
    }
  };
  for (const { from, to, newFrom, newTo } of lineChanges(old, now)) {
    same(from, lines.length === 0, false);
    lines.push(...old.slice(from, to).map((text) => ({ kind: "removed" as const, text })));
    lines.push(...now.slice(newFrom, newTo).map((text) => ({ kind: "added" as const, text })));
    done = to;
  }
  same(old.length, lines.length === 0, true);
  return lines;
}
