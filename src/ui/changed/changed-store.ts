import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { ChangedText } from "./changed-texts.ts";

/** What the last change of answers changed out of sight. A reload resets it: it is not part of the work. */
interface ChangedStore {
  readonly changed: readonly ChangedText[];
  set(changed: readonly ChangedText[]): void;
}

export const changedStore = createStore<ChangedStore>((set) => ({
  changed: [],
  set: (changed) => set({ changed }),
}));

/** Whether a document changed out of sight and was not opened since. */
export function useIsChanged(id: string): boolean {
  return useStore(changedStore, ({ changed }) => changed.some((one) => one.id === id));
}
