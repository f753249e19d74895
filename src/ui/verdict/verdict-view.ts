import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { RequestPlace } from "#acquisition";
import type { AccessRequest } from "#engine";

/** The dialog that is open over the verdict. */
export type VerdictDialog =
  /** Why one request of the run is decided as it is. */
  | { readonly kind: "why"; readonly place: RequestPlace; readonly action: string }
  /** A question of the user's own, begun with this request. */
  | { readonly kind: "ask"; readonly request: AccessRequest | null }
  | { readonly kind: "denial" };

/** Lost on reload: it is no part of the work. */
export interface VerdictView {
  readonly dialog: VerdictDialog | null;
  /** Of a large scenario: whether all accounts are listed, or that of the document shown is told of. */
  readonly scope: "all" | "account";
  open(dialog: VerdictDialog): void;
  close(): void;
  showScope(scope: VerdictView["scope"]): void;
}

export const verdictView = createStore<VerdictView>((set) => ({
  dialog: null,
  scope: "all",
  open: (dialog) => set({ dialog }),
  close: () => set({ dialog: null }),
  showScope: (scope) => set({ scope }),
}));

/** What a component selects from the state of the verdict's view. */
export function useVerdictView<Selected>(selector: (view: VerdictView) => Selected): Selected {
  return useStore(verdictView, selector);
}
