import { Dialog } from "../parts/dialog.tsx";
import type { DialogBehindButton } from "../screens/lazy-dialog.tsx";
import { Checklist } from "./checklist.tsx";
import { PresentQuestion } from "./present-question.tsx";

/** The checklist, opened from the workbench. */
export function ChecklistDialog({ onClose }: DialogBehindButton) {
  return (
    <Dialog
      title="Roll out"
      description="The documents in the order in which AWS accepts them. Ticks are kept in this browser."
      width={760}
      onClose={onClose}
    >
      <div className="stack gap-3">
        <PresentQuestion />
        <Checklist />
      </div>
    </Dialog>
  );
}
