import { lineChanges } from "../editor/lines.ts";

/** One line of a diff; `skip` stands for lines that both texts have. */
export type DiffLine =
  | { readonly kind: "same" | "removed" | "added"; readonly text: string }
  | { readonly kind: "skip"; readonly lines: number };

/** How many unchanged lines stand round a change. */
const around = 2;

/** Two texts as one list of lines: what only one of them has, with a little of what both have. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = before.split(/\r\n|\r|\n/);
  const now = after.split(/\r\n|\r|\n/);
  const lines: DiffLine[] = [];
  let done = 0;
  const same = (to: number, isFirst: boolean, isLast: boolean) => {
    const run = old.slice(done, to);
    const head = isFirst ? 0 : around;
    const tail = isLast ? 0 : around;
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
