import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Probe, RequestPlace } from "#acquisition";
import type { AccessRequest } from "#engine";
import type { ClaimResult } from "#verdict";

/** The open dialog of the verdict. */
export type VerdictDialog =
  /** The reason for the decision about one request of the run. */
  | { readonly kind: "why"; readonly place: RequestPlace; readonly action: string }
  /** A check of any request, with the initial values of the form. */
  | { readonly kind: "ask"; readonly request: AccessRequest | null }
  | { readonly kind: "denial" }
  /** How CloudTrail shows what stays open. */
  | {
      readonly kind: "watch";
      readonly probes: readonly Probe[];
      readonly claims: readonly ClaimResult[];
    }
  /** A comparison with other work or other policies. */
  | { readonly kind: "compare" }
  /** The work with examples in the place of names. */
  | { readonly kind: "replaced" };

/** The state of the verdict's screen. A reload resets it: it is not part of the work. */
export interface VerdictView {
  readonly dialog: VerdictDialog | null;
  /** For a large scenario: whether the verdict is about all accounts or the account of the open document. */
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
