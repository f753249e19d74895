import { type ReactNode, useState } from "react";
import { PartFailed } from "./part-failed.tsx";

/**
 * For a click that fetches code and then does something. `attempt` runs an action; `failure` is to be drawn: nothing, or the
 * notice that the last action failed, which can run it again. `title` says what failed: “The file could not be saved”.
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
        The code for it could not be fetched, or it failed. Try again, or reload the page.
      </PartFailed>
    ),
  };
}
