import { useEffect, useState } from "react";
import type { Subject } from "#state";
import type { Checker } from "#worker";
import { useChecking } from "./verdict-context.tsx";

export type Answer<Result> =
  | { readonly state: "waiting" }
  | { readonly state: "failed" }
  | { readonly state: "here"; readonly result: Result };

/**
 * What the checker answers to a question about a subject. `ask` and `subject` must stay the same objects as long as the
 * question is the same.
 */
export function useAnswer<Result>(
  subject: Subject | null,
  ask: ((checker: Checker, subject: Subject) => Promise<Result>) | null,
): Answer<Result> | null {
  const { checker } = useChecking();
  const [answer, setAnswer] = useState<Answer<Result>>({ state: "waiting" });
  useEffect(() => {
    if (!subject || !ask) return;
    let wanted = true;
    setAnswer({ state: "waiting" });
    checker()
      .then((ready) => ask(ready, subject))
      .then(
        (result) => wanted && setAnswer({ state: "here", result }),
        () => wanted && setAnswer({ state: "failed" }),
      );
    return () => {
      wanted = false;
    };
  }, [checker, subject, ask]);
  return subject && ask ? answer : null;
}
