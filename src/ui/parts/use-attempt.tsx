import { type ReactNode, useState } from "react";
import { PartFailed } from "./part-failed.tsx";

/**
 * For a click that fetches code and then runs an action. `attempt` runs the action. Draw `failure`: it is a notice if the
 * last action failed, with a button to run it again. `title` says what failed: “The file could not be saved”.
 */
export function useAttempt(title: string): {
  readonly attempt: (action: () => Promise<void>) => void;
  readonly failure: ReactNode;
} {
  const [failed, setFailed] = useState<(() => Promise<void>) | null>(null);
  const attempt = (action: () => Promise<void>) => {
    setFailed(null);
    action().catch(() => setFailed(() => action));
  };
  return {
    attempt,
    failure: failed && (
      <PartFailed title={title} onRetry={() => attempt(failed)} onClose={() => setFailed(null)}>
        The code could not be loaded, or it failed. Try again, or reload the page.
      </PartFailed>
    ),
  };
}
