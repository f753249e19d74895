import { type ReactNode, useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { FailedNotice } from "./failed-notice.tsx";
import { isPageReplaced } from "./page-replaced.ts";

interface PartFailedProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly onRetry: () => void;
  /** Given for what has no place in the page, a dialog or a click: the notice then floats and can be closed. */
  readonly onClose?: (() => void) | undefined;
}

/** Stands in the place of a part that could not be loaded or drawn: try again, or reload the page. */
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
            {/* Some browsers remember that a file could not be fetched for as long as the page lives. */}
            <Button tone={isReplaced ? "primary" : "plain"} onClick={() => location.reload()}>
              Reload the page
            </Button>
            {onClose && <Button onClick={onClose}>Close</Button>}
          </>
        }
      >
        {isReplaced
          ? "A newer Keyhole is on the host, and the files of this one are gone: reload the page."
          : children}{" "}
        Your work is kept.
      </FailedNotice>
    </div>
  );
}
