import { documentsOf } from "#state";
import { ConfirmDialog } from "../parts/dialog.tsx";
import type { DialogBehindButton } from "../screens/lazy-dialog.tsx";
import { useKeyhole } from "../store.tsx";
import { count } from "../wizard/words.ts";

/** Asks for confirmation before all edits are discarded. */
export function ResetAllDialog({ onClose }: DialogBehindButton) {
  const documents = useKeyhole(documentsOf);
  const discardAllEdits = useKeyhole((state) => state.discardAllEdits);
  const edited = documents.filter((document) => document.edited).length;
  return (
    <ConfirmDialog
      title="Reset all documents?"
      description={`This discards your edits in ${count(edited, "document")}. Undo restores them.`}
      confirmLabel="Reset all"
      onConfirm={discardAllEdits}
      onClose={onClose}
    />
  );
}
