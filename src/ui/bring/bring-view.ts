import { createStore } from "zustand/vanilla";

/** A file or text that the user handed over, not read yet. */
export type Handed =
  | { readonly name: string; readonly file: File }
  | { readonly name: string; readonly text: string };

/** Whether the dialog is open, and what was dropped on the page before it was. */
export interface BringView {
  readonly open: boolean;
  readonly waiting: readonly Handed[];
  /** Opens the dialog, with something to read where there is. */
  show(handed?: readonly Handed[]): void;
  close(): void;
  /** Gives what waits to whoever reads it. */
  takeWaiting(): readonly Handed[];
}

/** Apart from the dialog, whose code arrives when it is first asked for. */
export const bringView = createStore<BringView>((set, get) => ({
  open: false,
  waiting: [],
  show: (handed = []) => set(({ waiting }) => ({ open: true, waiting: [...waiting, ...handed] })),
  close: () => set({ open: false }),
  takeWaiting: () => {
    const { waiting } = get();
    if (waiting.length > 0) set({ waiting: [] });
    return waiting;
  },
}));
