import { useCallback } from "react";
import type { Checker } from "#worker";
import { type CheckerCall, useCheckerCall } from "../import/use-checker-call.ts";

/** Milliseconds without another call. A call that takes long must not delay the verdict on the next keystroke. */
const quiet = 300;

/** As `useCheckerCall`, but calls only when `act` has stayed the same for a while. */
export function useLaterCall<Result>(
  act: (checker: Checker) => Promise<Result>,
): CheckerCall<Result> {
  const later = useCallback(
    (checker: Checker, signal: AbortSignal) =>
      new Promise<Result>((resolve, reject) => {
        const timer = setTimeout(() => act(checker).then(resolve, reject), quiet);
        signal.addEventListener("abort", () => clearTimeout(timer));
      }),
    [act],
  );
  return useCheckerCall(later);
}
