import { createStore, type StoreApi } from "zustand/vanilla";

/** A file or text that the user dropped, chose or pasted; not read yet. */
export type ImportInput =
  | { readonly name: string; readonly file: File }
  | { readonly name: string; readonly text: string };

/** Whether an import dialog is open, and the input that it has not read yet. */
export interface ImportView {
  readonly open: boolean;
  readonly waiting: readonly ImportInput[];
  /** Opens the dialog; it reads `inputs`. */
  show(inputs?: readonly ImportInput[]): void;
  close(): void;
  /** Returns the waiting input and removes it from this store. */
  takeWaiting(): readonly ImportInput[];
}

/** Separate from the dialog, because the dialog's code is loaded when it first opens. */
function createImportView(): StoreApi<ImportView> {
  return createStore<ImportView>((set, get) => ({
    open: false,
    waiting: [],
    show: (inputs = []) => set(({ waiting }) => ({ open: true, waiting: [...waiting, ...inputs] })),
    close: () => set({ open: false }),
    takeWaiting: () => {
      const { waiting } = get();
      if (waiting.length > 0) set({ waiting: [] });
      return waiting;
    },
  }));
}

/** Whether the dialog for many accounts is open. */
export const bulkView = createImportView();

/** Whether the dialog that imports policies is open. */
export const importPoliciesView = createImportView();
