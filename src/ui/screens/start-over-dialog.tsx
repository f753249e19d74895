import { ConfirmDialog } from "../parts/dialog.tsx";
import { useKeyhole } from "../store.tsx";
import type { DialogBehindButton } from "./lazy-dialog.tsx";

/** Asks for confirmation before all answers and edits are reset. */
export function StartOverDialog({ onClose }: DialogBehindButton) {
  const startOver = useKeyhole((state) => state.startOver);
  return (
    <ConfirmDialog
      title="Start over?"
      description="This resets all answers and discards your edits of the documents. Undo restores them."
      confirmLabel="Start over"
      onConfirm={startOver}
      onClose={onClose}
    />
  );
}
