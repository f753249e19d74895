/** What a generator returns, without a pause between its steps. */
export function resultOf<Result>(steps: Iterator<unknown, Result>): Result {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}
