/**
 * Runs one call at a time, and keeps only the newest of those that wait: an earlier one is answered with `undefined`. For
 * calls of which only the last answer counts.
 */
export function oneAtATime<Arguments extends readonly unknown[], Result>(
  call: (...given: Arguments) => Promise<Result>,
): (...given: Arguments) => Promise<Result | undefined> {
  let isRunning = false;
  let waiting: (() => void) | undefined;
  let dropWaiting = () => {};
  const run = async (given: Arguments): Promise<Result> => {
    isRunning = true;
    try {
      return await call(...given);
    } finally {
      isRunning = false;
      const next = waiting;
      waiting = undefined;
      dropWaiting = () => {};
      next?.();
    }
  };
  return (...given) => {
    if (!isRunning) return run(given);
    dropWaiting();
    return new Promise((resolve, reject) => {
      waiting = () => run(given).then(resolve, reject);
      dropWaiting = () => resolve(undefined);
    });
  };
}
