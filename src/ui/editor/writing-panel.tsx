import { Play } from "lucide-react";
import type { Writing } from "#state";
import { Button } from "../parts/button.tsx";
import { FailedNotice } from "../parts/failed-notice.tsx";
import { Notice } from "../parts/notice.tsx";
import { StoppableProgress } from "../parts/stoppable-progress.tsx";

/** Shown in place of the documents of a large scenario while Keyhole writes them. */
export function WritingPanel({ writing }: { readonly writing: Writing }) {
  const { status, done, of, stop, begin } = writing;
  return (
    <div className="mx-auto grid w-full max-w-xl content-start gap-3 p-6">
      {status === "writing" && (
        <StoppableProgress
          label="Writing the documents, account by account"
          done={done}
          of={of}
          stop={stop}
        />
      )}
      {status === "stopped" && (
        <Notice
          tone="info"
          title="The documents are not written"
          actions={
            <Button icon={Play} onClick={begin}>
              Write the documents
            </Button>
          }
        >
          You stopped after {done.toLocaleString("en-US")} of {of.toLocaleString("en-US")} accounts.
          Your answers and edits are kept.
        </Notice>
      )}
      {status === "failed" && (
        <FailedNotice title="The documents could not be written" onRetry={begin}>
          If the error persists, reload the page. Your work is kept.
        </FailedNotice>
      )}
    </div>
  );
}
