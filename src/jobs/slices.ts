/** Milliseconds of work at a time in a long job: the worker answers other calls in between. */
const slice = 60;

/** Milliseconds between two signs of life. */
const beatInterval = 500;

/** `beat` for a caller that calls it all the time: at most every half second comes through. */
export function throttledBeat(beat: () => void): () => void {
  let last = performance.now();
  return () => {
    const now = performance.now();
    if (now - last < beatInterval) return;
    last = now;
    beat();
  };
}

/** Reports the results of a slice. Resolves to whether the job goes on. */
export type Report<Item> = (items: readonly Item[]) => Promise<boolean>;

/** Reports nothing: only lets the worker answer other calls. */
export const pause = () => new Promise<boolean>((resolve) => setTimeout(() => resolve(true)));

/**
 * Works in slices. The next slice begins before the report on the last one is answered. Resolves to all results, or to
 * `undefined` if a report was answered with `false`.
 */
export async function inSlices<Item, Result>(
  work: Iterator<Item, Result>,
  report: Report<Item>,
): Promise<{ readonly items: readonly Item[]; readonly result: Result } | undefined> {
  const all: Item[] = [];
  for (let answer = pause(); ; ) {
    const items: Item[] = [];
    let next = work.next();
    for (const until = performance.now() + slice; !next.done; next = work.next()) {
      items.push(next.value);
      if (performance.now() >= until) break;
    }
    all.push(...items);
    if (!(await answer)) return undefined;
    answer = report(items);
    if (next.done) return (await answer) ? { items: all, result: next.value } : undefined;
  }
}

/**
 * Works in slices, without a report on what was done. Between two of them the other calls are answered, and `goesOn` is
 * asked. Resolves to `undefined` if it says no. What takes one slice has no pause.
 */
export async function untilOvertaken<Result>(
  work: Iterator<unknown, Result>,
  goesOn: () => Promise<boolean>,
): Promise<Result | undefined> {
  for (;;) {
    const until = performance.now() + slice;
    let next = work.next();
    while (!next.done && performance.now() < until) next = work.next();
    if (next.done) return next.value;
    if (!((await pause()) && (await goesOn()))) return undefined;
  }
}
