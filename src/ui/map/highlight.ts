import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** The steps that are lit on the map and in the verdict, with their statements and answers. A reload resets it: it is not part of the work. */
interface Highlight {
  /** Of what is under the pointer or the focus: one step, or those that follow from an answer. */
  readonly pointed: readonly string[] | null;
  /** Those that the statement under the editor's cursor names. */
  readonly underCursor: readonly string[];
  point(steps: readonly string[] | null): void;
  setUnderCursor(steps: readonly string[]): void;
}

export const highlight = createStore<Highlight>((set) => ({
  pointed: null,
  underCursor: [],
  point: (pointed) => set({ pointed }),
  setUnderCursor: (underCursor) => set({ underCursor }),
}));

/** What a component selects of the lit steps. */
export function useHighlight<Selected>(selector: (state: Highlight) => Selected): Selected {
  return useStore(highlight, selector);
}

/** Whether a step is lit: pointed at, or, while nothing is, named by the statement under the cursor. */
export function useIsLit(step: string): boolean {
  return useHighlight(({ pointed, underCursor }) => (pointed ?? underCursor).includes(step));
}

/** Event handlers of an element that lights up a step while the pointer or the focus is in it. */
export function lights(step: string) {
  const { point } = highlight.getState();
  return {
    onPointerEnter: () => point([step]),
    onPointerLeave: () => point(null),
    onFocus: () => point([step]),
    onBlur: () => point(null),
  };
}
