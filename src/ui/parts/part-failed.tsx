import { type ReactNode, useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { FailedNotice } from "./failed-notice.tsx";

/**
 * Whether the host serves another build than the running one: its index.html no longer names this page's script. False if
 * the host cannot be reached. Never rejects.
 */
export async function isPageReplaced(): Promise<boolean> {
  const script = document.querySelector("script[type=module]")?.getAttribute("src");
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    return !!script && answer.ok && !(await answer.text()).includes(script);
  } catch {
    return false;
  }
}

interface PartFailedProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly onRetry: () => void;
  /** For a dialog or a click, which have no place in the page: the notice then floats and can be closed. */
  readonly onClose?: (() => void) | undefined;
}

/** Replaces a part that could not be loaded or drawn. It offers to try again or to reload the page. */
export function PartFailed({ title, children, onRetry, onClose }: PartFailedProps) {
  const [isReplaced, setReplaced] = useState(false);
  useEffect(() => void isPageReplaced().then(setReplaced), []);
  return (
    <div
      role="alert"
      className={
        onClose
          ? "fixed inset-x-4 bottom-4 z-60 mx-auto max-w-120 rounded-md bg-raised shadow-float"
          : "p-3"
      }
    >
      <FailedNotice
        title={title}
        onRetry={onRetry}
        actions={
          <>
            {/* Some browsers cache a failed fetch until the page is reloaded. */}
            <Button tone={isReplaced ? "primary" : "plain"} onClick={() => location.reload()}>
              Reload the page
            </Button>
            {onClose && <Button onClick={onClose}>Close</Button>}
          </>
        }
      >
        {isReplaced
          ? "The host has a new version of Keyhole and no longer has the files of this one. Reload the page."
          : children}{" "}
        Your work is kept.
      </FailedNotice>
    </div>
  );
}
