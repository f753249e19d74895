import { useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { matchPolicies } from "#import";
import { subjectOf } from "#state";
import { Dialog } from "../parts/dialog.tsx";
import { useKeyhole } from "../store.tsx";
import { bringView } from "./bring-view.ts";
import { type BroughtRow, broughtStore } from "./brought-store.ts";
import { ChooseView } from "./choose-view.tsx";
import { ReviewView } from "./review-view.tsx";
import { TightenView } from "./tighten-view.tsx";

/** What the dialog shows: what was brought, what it becomes, or what one role's policies could be instead. */
type Step = { readonly at: "choose" | "review" } | { readonly at: "tighten"; readonly key: string };

/** Brings the user's own policies in. Nothing in the editors changes before it is taken. */
export function BringDialog({ onClose }: { readonly onClose: () => void }) {
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
          ? "Tighten"
          : step.at === "review"
            ? "Review before taking"
            : "Bring your own policies"
      }
      description={
        tightened
          ? "What this role’s policies allow today, and what the import needs at least."
          : step.at === "review"
            ? "Your statements stay as they are; what the import lacks is added. Undo takes everything back."
            : "Keyhole reads them here in the browser: nothing leaves the page."
      }
      width={920}
      focusAtFirst={box}
      onClose={onClose}
    >
      <div ref={body} tabIndex={-1} className="outline-none">
        {tightened ? (
          <TightenView row={tightened} rows={rows} onBack={back} onTaken={onClose} />
        ) : step.at === "review" ? (
          <ReviewView rows={rows} onBack={back} onTaken={onClose} />
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

/** The button that led to another step is gone: the step takes the focus. */
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

/** Every policy that was brought, those first that are known to be of a document of the scenario. */
function useRows(): readonly BroughtRow[] {
  const scenario = useKeyhole((state) => state.scenario);
  const { documents } = useKeyhole(subjectOf);
  const texts = useStore(broughtStore, (brought) => brought.texts);
  return useMemo(() => {
    const found = texts.flatMap(({ id, name, imported }) =>
      imported.policies.map((policy) => ({ key: `${id}/${policy.id}`, from: name, policy })),
    );
    const matches = matchPolicies(
      found.map(({ policy }) => policy),
      scenario,
      documents,
    );
    const rows = found.map((row, index) => ({
      ...row,
      match: matches[index] ?? { documentIds: [] },
    }));
    return [...rows.filter(({ match }) => match.best), ...rows.filter(({ match }) => !match.best)];
  }, [scenario, documents, texts]);
}

/** Reads what was dropped on the page, now and while the dialog is open. */
function useReadWaiting(onArrived: () => void): void {
  const waiting = useStore(bringView, (view) => view.waiting);
  useEffect(() => {
    if (waiting.length === 0) return;
    const handed = bringView.getState().takeWaiting();
    if (handed.length === 0) return;
    onArrived();
    void broughtStore.getState().read(handed);
  });
}
