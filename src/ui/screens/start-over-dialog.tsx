import { ConfirmDialog } from "../parts/dialog.tsx";
import { useKeyhole } from "../store.tsx";
import type { DialogBehindButton } from "./lazy-dialog.tsx";

/** Asks before all answers and edits go. */
export function StartOverDialog({ onClose }: DialogBehindButton) {
  const startOver = useKeyhole((state) => state.startOver);
  return (
    <ConfirmDialog
      title="Start over?"
      description="Answers and edited documents go back to those of a new page. Undo brings them back."
      confirmLabel="Start over"
      onConfirm={startOver}
      onClose={onClose}
    />
  );
}
