import { type RefObject, useEffect } from "react";
import { highlight } from "./highlight.ts";

/**
 * Lights up the step of the map under the pointer when the pointer moves. A drawing that moves below a resting pointer, by
 * zooming, scrolling or dragging, changes no light: that would draw parts of the whole page again in every frame.
 */
export function useMapPointing(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const listeners = new AbortController();
    const { signal } = listeners;
    const { point } = highlight.getState();
    let pointed: string | null = null;
    const follow = (step: string | null) => {
      if (step === pointed) return;
      pointed = step;
      point(step === null ? null : [step]);
    };
    const isDragging = ({ buttons }: PointerEvent) => buttons !== 0;
    element.addEventListener(
      "pointermove",
      (event) => isDragging(event) || follow(stepAt(event.target)),
      { signal },
    );
    element.addEventListener("pointerleave", (event) => isDragging(event) || follow(null), {
      signal,
    });
    return () => {
      listeners.abort();
      follow(null);
    };
  }, [frame]);
}

/** The id of the step of the map that an element is part of. */
export function stepAt(target: EventTarget | null): string | null {
  return target instanceof Element
    ? (target.closest("[data-step]")?.getAttribute("data-step") ?? null)
    : null;
}
