import type { RefObject } from "react";
import { DialogFooter } from "../import/dialog-footer.tsx";
import { Button } from "../parts/button.tsx";
import { useKeyhole } from "../store.tsx";
import { cardQuestion } from "../wizard/card.tsx";
import { wizardView } from "../wizard/wizard-view.ts";
import { count } from "../wizard/words.ts";
import { bulkStore } from "./bulk-store.ts";
import type { CheckedRows } from "./use-checked-rows.ts";

interface BulkFooterProps {
  readonly checked: CheckedRows;
  /** Has the focus when the rows are gone. */
  readonly box: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** What taking the rows changes, and the button that does it. */
export function BulkFooter({ checked, box, onClose }: BulkFooterProps) {
  const answer = useKeyhole((state) => state.answer);
  const showPart = useKeyhole((state) => state.showPart);
  const { rows, mode, taken, summary, isStale } = checked;
  // Replacing the list by nothing is not what anybody wants of this.
  const isReady = summary.isChange && !isStale && rows.some(({ state }) => state === "taken");
  const toFix = rows.filter(({ state }) => state === "fix").length;
  const forget = () => {
    bulkStore.getState().clear();
    box.current?.focus();
  };
  const take = () => {
    const before = new Set<string>();
    answer((now) => {
      for (const { id } of now.targets) before.add(id);
      return taken.scenario;
    });
    bulkStore.getState().clear();
    onClose();
    showPart("answers");
    const first = taken.scenario.targets.find(({ id }) => !before.has(id));
    wizardView.getState().goTo(first ? cardQuestion(first.id) : "targets");
  };
  return (
    <DialogFooter
      said={
        rows.length > 0 && (
          <span role="status">
            <span className="text-text">
              {summary.isChange ? summary.changes.join(" ") : "Nothing is taken yet."}
            </span>{" "}
            {summary.left.join(" ")}
          </span>
        )
      }
    >
      {rows.length > 0 && <Button onClick={forget}>Forget the rows</Button>}
      <Button onClick={onClose} className="max-sm:hidden">
        Close
      </Button>
      <Button tone="primary" disabled={!isReady} onClick={take}>
        {mode === "add" || rows.length === 0 ? "Add to the list" : "Replace the list"}
        {toFix > 0 && isReady && `, leave ${count(toFix, "row")} out`}
      </Button>
    </DialogFooter>
  );
}
