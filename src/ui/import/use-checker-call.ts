import { useCallback, useEffect, useState } from "react";
import type { Checker } from "#worker";
import { useChecking } from "../verdict/verdict-context.tsx";

/** A call of the checker, and its last result. */
export interface CheckerCall<Result> {
  /** The result of this call or, until that arrives, of the call before. */
  readonly result: Result | undefined;
  /** Whether `result` is the result of this call. */
  readonly isCurrent: boolean;
  /** Calls again; `undefined` unless the call failed. */
  readonly retry: (() => void) | undefined;
}

/**
 * Calls the checker whenever `act` is another function, and aborts the call before: `act` must stay the same function as
 * long as the call is the same.
 */
export function useCheckerCall<Result>(
  act: (checker: Checker, signal: AbortSignal) => Promise<Result>,
): CheckerCall<Result> {
  const { checker } = useChecking();
  const [arrived, setArrived] = useState<{ of: typeof act; result: Result }>();
  const [failed, setFailed] = useState<typeof act>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt repeats the same call
  useEffect(() => {
    const control = new AbortController();
    const { signal } = control;
    checker()
      .then((ready) => act(ready, signal))
      .then(
        (result) => signal.aborted || setArrived({ of: act, result }),
        () => signal.aborted || setFailed(() => act),
      );
    return () => control.abort();
  }, [checker, act, attempt]);
  const retry = () => {
    setFailed(undefined);
    setAttempt(attempt + 1);
  };
  return {
    result: arrived?.result,
    isCurrent: arrived?.of === act,
    retry: failed === act ? retry : undefined,
  };
}

/** A function that finds the policies in a text; the worker runs it. */
export function useImportText(): Checker["importText"] {
  const { checker } = useChecking();
  return useCallback(async (text, name) => (await checker()).importText(text, name), [checker]);
}
