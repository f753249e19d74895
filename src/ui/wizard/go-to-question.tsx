import { useEffect } from "react";
import { useStore } from "zustand";
import { wizardView } from "./wizard-view.ts";

/** Moves the focus to the question that was asked for, after it has been drawn. */
export function GoToQuestion() {
  const wanted = useStore(wizardView, (view) => view.wanted);
  useEffect(() => {
    if (wanted === null) return;
    const control = controlOf(wanted.path);
    // A long list may still be on its way: it asks again.
    if (!control) return;
    wizardView.getState().arrived();
    control.focus({ preventScroll: true });
    control.scrollIntoView({ block: "center" });
  }, [wanted]);
  return null;
}

function controlOf(path: string): HTMLElement | null {
  const place = document.querySelector<HTMLElement>(`[data-question="${CSS.escape(path)}"]`);
  if (!place || place.matches("input, select, button")) return place;
  return (
    place.querySelector<HTMLElement>("input:checked") ??
    place.querySelector<HTMLElement>("input, select, button")
  );
}
