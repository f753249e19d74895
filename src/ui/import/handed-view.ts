import { createStore, type StoreApi } from "zustand/vanilla";

/** A file or text that the user handed over, not read yet. */
export type Handed =
  | { readonly name: string; readonly file: File }
  | { readonly name: string; readonly text: string };

/** Whether a dialog that reads things is open, and what was handed over before it was. */
export interface HandedView {
  readonly open: boolean;
  readonly waiting: readonly Handed[];
  /** Opens the dialog, with something to read where there is. */
  show(handed?: readonly Handed[]): void;
  close(): void;
  /** Gives what waits to whoever reads it. */
  takeWaiting(): readonly Handed[];
}

/** Apart from the dialog, whose code arrives when it is first asked for. */
export function createHandedView(): StoreApi<HandedView> {
  return createStore<HandedView>((set, get) => ({
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
}
