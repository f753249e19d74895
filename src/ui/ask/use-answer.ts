import { useEffect, useState } from "react";
import type { Subject } from "#state";
import type { Checker } from "#worker";
import { useChecking } from "../verdict/verdict-context.tsx";

/** The result of a call to the checker, or why there is none yet. */
export type Answer<Result> =
  | { readonly state: "waiting" }
  | { readonly state: "failed" }
  | { readonly state: "here"; readonly result: Result };

/**
 * The checker's result for a call about a subject. `ask` and `subject` must stay the same objects as long as the call is
 * the same.
 */
export function useAnswer<Result>(
  subject: Subject | null,
  ask: ((checker: Checker, subject: Subject) => Promise<Result>) | null,
): Answer<Result> | null {
  const { checker } = useChecking();
  const [answer, setAnswer] = useState<Answer<Result>>({ state: "waiting" });
  useEffect(() => {
    if (!subject || !ask) return;
    let isCurrent = true;
    setAnswer({ state: "waiting" });
    checker()
      .then((ready) => ask(ready, subject))
      .then(
        (result) => isCurrent && setAnswer({ state: "here", result }),
        () => isCurrent && setAnswer({ state: "failed" }),
      );
    return () => {
      isCurrent = false;
    };
  }, [checker, subject, ask]);
  return subject && ask ? answer : null;
}
