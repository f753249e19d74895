import { useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { subjectOf } from "#state";
import { Dialog } from "../parts/dialog.tsx";
import { useKeyhole } from "../store.tsx";
import { ChooseView } from "./choose-view.tsx";
import { matchedRows } from "./found-entries.ts";
import { type ImportedRow, importStore } from "./import-store.ts";
import { importPoliciesView } from "./import-view.ts";
import { ReviewView } from "./review-view.tsx";
import { TightenView } from "./tighten-view.tsx";
import { useImportText } from "./use-checker-call.ts";

/** The step of the dialog: choose policies, review the merged documents, or reduce the permissions of one role. */
type Step = { readonly at: "choose" | "review" } | { readonly at: "tighten"; readonly key: string };

/** Imports the user's policies. The documents in the editors change only when the user applies the result. */
export function ImportPoliciesDialog({ onClose }: { readonly onClose: () => void }) {
  const [step, setStep] = useState<Step>({ at: "choose" });
  const rows = useRows();
  const box = useRef<HTMLTextAreaElement>(null);
  useReadWaiting(() => setStep({ at: "choose" }));
  const back = () => setStep({ at: "choose" });
  const body = useFocusOn(step);
  const tightened = step.at === "tighten" && rows.find(({ key }) => key === step.key);
  return (
    <Dialog
      title={
        tightened
          ? "Tighten this role’s permissions"
          : step.at === "review"
            ? "Review the changes"
            : "Import your policies"
      }
      description={
        tightened
          ? "What this role’s policies allow now, and the least that the import needs."
          : step.at === "review"
            ? "Keyhole keeps your statements and adds those that the import lacks. Undo restores your documents."
            : "Keyhole reads them in the browser; nothing leaves the page."
      }
      width={920}
      focusAtFirst={box}
      onClose={onClose}
    >
      <div ref={body} tabIndex={-1} className="outline-none">
        {tightened ? (
          <TightenView row={tightened} rows={rows} onBack={back} onApplied={onClose} />
        ) : step.at === "review" ? (
          <ReviewView rows={rows} onBack={back} onApplied={onClose} />
        ) : (
          <ChooseView
            box={box}
            rows={rows}
            onReview={() => setStep({ at: "review" })}
            onTighten={(key) => setStep({ at: "tighten", key })}
            onClose={onClose}
          />
        )}
      </div>
    </Dialog>
  );
}

/** Focuses the new step, because the button that opened it is no longer there. */
function useFocusOn(step: Step) {
  const body = useRef<HTMLDivElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    body.current?.focus();
  }, [step]);
  return body;
}

/** All imported policies. Those that match a document of the scenario come first. */
function useRows(): readonly ImportedRow[] {
  const scenario = useKeyhole((state) => state.scenario);
  const { documents } = useKeyhole(subjectOf);
  const texts = useStore(importStore, (state) => state.texts);
  const corrected = useStore(importStore, (state) => state.corrected);
  return useMemo(() => {
    const rows = matchedRows({ texts, corrected }, { scenario, documents });
    return [...rows.filter(({ match }) => match.best), ...rows.filter(({ match }) => !match.best)];
  }, [scenario, documents, texts, corrected]);
}

/** Reads files that were dropped on the page, before the dialog opened and while it is open. */
function useReadWaiting(onArrived: () => void): void {
  const waiting = useStore(importPoliciesView, (view) => view.waiting);
  const importText = useImportText();
  useEffect(() => {
    if (waiting.length === 0) return;
    const inputs = importPoliciesView.getState().takeWaiting();
    if (inputs.length === 0) return;
    onArrived();
    void importStore.getState().read(inputs, importText);
  });
}
