import { DialogFooter } from "../bring/dialog-footer.tsx";
import { Button } from "../parts/button.tsx";
import { Segments } from "../parts/segments.tsx";
import { useKeyhole } from "../store.tsx";
import { cardQuestion } from "../wizard/card.tsx";
import { wizardView } from "../wizard/wizard-view.ts";
import { count } from "../wizard/words.ts";
import { bulkStore } from "./bulk-store.ts";
import type { CheckedRows } from "./use-checked-rows.ts";

interface BulkFooterProps {
  readonly checked: CheckedRows;
  readonly onClose: () => void;
}

/** Whether the rows come to the list or in its place, what that changes, and the button that does it. */
export function BulkFooter({ checked, onClose }: BulkFooterProps) {
  const answer = useKeyhole((state) => state.answer);
  const showPart = useKeyhole((state) => state.showPart);
  const listed = useKeyhole((state) => state.scenario.targets.length);
  const { rows, mode, taken, summary, isStale } = checked;
  const toFix = rows.filter(({ state }) => state === "fix").length;
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
      {rows.length > 0 && listed > 0 && (
        <Segments
          label="Take the rows"
          choices={[
            { value: "add", label: "Add to the list" },
            { value: "replace", label: `Replace the list of ${listed.toLocaleString("en-US")}` },
          ]}
          value={mode}
          onChoose={bulkStore.getState().choose}
        />
      )}
      {rows.length > 0 && <Button onClick={bulkStore.getState().clear}>Forget the rows</Button>}
      <Button onClick={onClose}>Close</Button>
      <Button tone="primary" disabled={!summary.isChange || isStale} onClick={take}>
        {mode === "add" ? "Add" : "Replace the list"}
        {toFix > 0 && summary.isChange && `, leave ${count(toFix, "row")} out`}
      </Button>
    </DialogFooter>
  );
}
