import { FolderOpen } from "lucide-react";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { EmptyState } from "../parts/empty-state.tsx";
import { Notice } from "../parts/notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import type { DialogBehindButton } from "../screens/lazy-dialog.tsx";
import { ReplacedButton } from "../share/replaced-button.tsx";
import { PieceRow } from "./piece-row.tsx";
import { useYourWork } from "./use-your-work.ts";

/** The list of all work that this browser stores. */
export function YourWorkDialog({ onClose }: DialogBehindButton) {
  const { pieces, isRefused, message, open, rename, remove, putBack } = useYourWork(onClose);
  return (
    <Dialog
      title="Your work"
      description="This browser stores all work that you name, and the latest 20 without a name."
      width={680}
      onClose={onClose}
    >
      <div role="status" className="pb-3 empty:hidden">
        {message && (
          <Notice
            tone={message.tone}
            title={message.text}
            actions={
              message.removed && (
                // The button that had the focus is no longer drawn.
                <Button autoFocus onClick={putBack}>
                  Undo
                </Button>
              )
            }
          />
        )}
      </div>
      {isRefused && (
        <Notice tone="problem" title="The browser blocks its storage">
          Keyhole cannot store your work. Save it as a file before you close the page.
        </Notice>
      )}
      {!isRefused && !pieces && <Skeleton label="Reading your work" lines={[60, 45, 55]} />}
      {pieces?.length === 0 && (
        <EmptyState icon={FolderOpen} title="No stored work yet">
          Keyhole stores your work as soon as you change an answer or a document.
        </EmptyState>
      )}
      {pieces && pieces.length > 0 && (
        <ul
          aria-label="Your work"
          className="divide-y divide-line rounded-md border border-line bg-surface"
        >
          {pieces.map((piece) => (
            <PieceRow
              key={piece.workId}
              piece={piece}
              onOpen={() => void open(piece)}
              onRename={(name) => void rename(piece, name)}
              onRemove={() => void remove(piece)}
            />
          ))}
        </ul>
      )}
      <div className="flex pt-3">
        <ReplacedButton />
      </div>
    </Dialog>
  );
}
