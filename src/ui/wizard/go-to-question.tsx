import { useEffect } from "react";
import { useStore } from "zustand";
import { wizardView } from "./wizard-view.ts";

/** Moves the focus to the question that was asked for, after it has been drawn. */
export function GoToQuestion() {
  const wanted = useStore(wizardView, (view) => view.wanted);
  useEffect(() => {
    if (wanted === null) return;
    const control = controlOf(wanted.path);
    // Its code may still be on its way: it asks again.
    if (!control) return;
    wizardView.getState().arrived();
    control.focus({ preventScroll: true });
    control.scrollIntoView({ block: "center" });
  }, [wanted]);
  return null;
}

/** For questions whose code arrives later: the one that was asked for may be among them. */
export function useAskAgain(): void {
  useEffect(() => {
    const { wanted, goTo } = wizardView.getState();
    if (wanted !== null) goTo(wanted.path);
  }, []);
}

function controlOf(path: string): HTMLElement | null {
  const place = document.querySelector<HTMLElement>(`[data-question="${CSS.escape(path)}"]`);
  if (!place || place.matches("input, select, button")) return place;
  return (
    place.querySelector<HTMLElement>("input:checked") ??
    place.querySelector<HTMLElement>("input, select, button")
  );
}
