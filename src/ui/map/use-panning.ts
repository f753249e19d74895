import { type RefObject, useEffect } from "react";

/** So many pixels a pointer moves before it drags: less is a click. */
const leastDrag = 4;

interface Drag {
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly top: number;
  moved: boolean;
}

/**
 * Lets a mouse or a pen drag what is in a scrolling frame. Touch scrolls without it. It changes the scroll position only: no
 * component is drawn again, and the frame marks itself with `data-dragging`.
 */
export function usePanning(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const listeners = new AbortController();
    const { signal } = listeners;
    let drag: Drag | null = null;
    element.addEventListener(
      "pointerdown",
      ({ button, pointerType, clientX: x, clientY: y }) => {
        const { left, top } = element.getBoundingClientRect();
        const isOnBar = x - left > element.clientWidth || y - top > element.clientHeight;
        if (button !== 0 || pointerType === "touch" || isOnBar) return;
        drag = { x, y, left: element.scrollLeft, top: element.scrollTop, moved: false };
      },
      { signal },
    );
    element.addEventListener(
      "pointermove",
      ({ clientX, clientY, pointerId, buttons }) => {
        if (!drag || (buttons & 1) === 0) return;
        const right = clientX - drag.x;
        const down = clientY - drag.y;
        if (!drag.moved && Math.hypot(right, down) < leastDrag) return;
        if (!drag.moved) {
          drag.moved = true;
          // What lies below no longer lights up, and the drag goes on outside the frame.
          element.setPointerCapture(pointerId);
          element.toggleAttribute("data-dragging", true);
        }
        element.scrollTo(drag.left - right, drag.top - down);
      },
      { signal },
    );
    const end = () => element.removeAttribute("data-dragging");
    for (const name of ["pointerup", "pointercancel"] as const)
      element.addEventListener(name, end, { signal });
    // The click at the end of a drag chooses nothing.
    element.addEventListener(
      "click",
      (event) => {
        if (drag?.moved && event.detail > 0) event.stopPropagation();
        drag = null;
      },
      { signal, capture: true },
    );
    return () => listeners.abort();
  }, [frame]);
}
