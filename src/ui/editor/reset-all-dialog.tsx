import { documentsOf } from "#state";
import { ConfirmDialog } from "../parts/dialog.tsx";
import type { DialogBehindButton } from "../screens/lazy-dialog.tsx";
import { useKeyhole } from "../store.tsx";
import { count } from "../wizard/words.ts";

/** Asks before every edit goes. */
export function ResetAllDialog({ onClose }: DialogBehindButton) {
  const documents = useKeyhole(documentsOf);
  const discardAllEdits = useKeyhole((state) => state.discardAllEdits);
  const edited = documents.filter((document) => document.edited).length;
  return (
    <ConfirmDialog
      title="Reset all documents?"
      description={`${count(edited, "edited document")} will read as generated again. Undo brings your edits back.`}
      confirmLabel="Reset all"
      onConfirm={discardAllEdits}
      onClose={onClose}
    />
  );
}
