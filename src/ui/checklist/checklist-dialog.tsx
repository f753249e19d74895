import { Dialog } from "../parts/dialog.tsx";
import type { DialogBehindButton } from "../screens/lazy-dialog.tsx";
import { ChecklistParts } from "./checklist-parts.tsx";
import { PresentQuestion } from "./present-question.tsx";

/** The checklists, opened from the workbench. */
export function ChecklistDialog({ onClose }: DialogBehindButton) {
  return (
    <Dialog
      title="Roll out, or take back"
      description="The steps in the order in which AWS accepts them. Ticks are kept in this browser."
      width={760}
      onClose={onClose}
    >
      <div className="stack gap-3">
        <PresentQuestion />
        <ChecklistParts />
      </div>
    </Dialog>
  );
}
