import { useEffect } from "react";
import { useStore } from "zustand";
import { wizardView } from "./wizard-view.ts";

/** Moves the focus to the requested question after React has drawn it. */
export function GoToQuestion() {
  const requested = useStore(wizardView, (view) => view.requested);
  useEffect(() => {
    if (requested === null) return;
    const control = controlOf(requested.path);
    // Its code may not be loaded yet: `useRequestAgain` then requests the question again.
    if (!control) return;
    wizardView.getState().arrived();
    control.focus({ preventScroll: true });
    control.scrollIntoView({ block: "center" });
  }, [requested]);
  return null;
}

/** For questions with code that loads later: repeats a request that came before they were drawn. */
export function useRequestAgain(): void {
  useEffect(() => {
    const { requested, goTo } = wizardView.getState();
    if (requested !== null) goTo(requested.path);
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
