import { createStore } from "zustand/vanilla";
import type { Handed } from "../bring/bring-view.ts";

/** Whether the dialog for many accounts is open, and what waits to be read in it. */
export interface BulkView {
  readonly open: boolean;
  readonly waiting: readonly Handed[];
  show(handed?: readonly Handed[]): void;
  close(): void;
  /** Gives what waits to whoever reads it. */
  takeWaiting(): readonly Handed[];
}

/** Apart from the dialog, whose code arrives when it is first asked for. */
export const bulkView = createStore<BulkView>((set, get) => ({
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
