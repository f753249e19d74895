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
  /** Gets the focus after all rows are removed. */
  readonly box: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Says what the rows would change, and has the button that applies them. */
export function BulkFooter({ checked, box, onClose }: BulkFooterProps) {
  const answer = useKeyhole((state) => state.answer);
  const showPart = useKeyhole((state) => state.showPart);
  const { rows, mode, taken, summary, isStale } = checked;
  // An empty list must not replace the accounts.
  const isReady = summary.isChange && !isStale && rows.some(({ state }) => state === "taken");
  const toFix = rows.filter(({ state }) => state === "fix").length;
  const removeAll = () => {
    bulkStore.getState().clear();
    box.current?.focus();
  };
  const apply = () => {
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
      summary={
        rows.length > 0 && (
          <span role="status">
            <span className="text-text">
              {summary.isChange ? summary.changes.join(" ") : "These rows change nothing yet."}
            </span>{" "}
            {summary.left.join(" ")}
          </span>
        )
      }
    >
      {rows.length > 0 && <Button onClick={removeAll}>Remove all rows</Button>}
      <Button onClick={onClose} className="max-sm:hidden">
        Close
      </Button>
      <Button tone="primary" disabled={!isReady} onClick={apply}>
        {mode === "add" || rows.length === 0 ? "Add to the list" : "Replace the list"}
        {toFix > 0 && isReady && `, skip ${count(toFix, "row")}`}
      </Button>
    </DialogFooter>
  );
}
