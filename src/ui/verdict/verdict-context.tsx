import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Checking, FindingsState, VerdictState } from "#state";
import type { AccountVerdict, Verdict } from "#verdict";
import type { Checker } from "#worker";

const CheckingContext = createContext<Checking<Checker> | null>(null);

/** Gives the screens below what the state knows of the work: the verdict, the findings, and the checker. */
export const CheckingProvider = CheckingContext;

/** What a screen needs of the verdict. The selector must not build a new object at each call. */
export function useVerdict<Selected>(
  selector: (state: VerdictState<Verdict, AccountVerdict>) => Selected,
) {
  return useStore(useChecking().verdicts, selector);
}

/** What a screen needs of the findings. The selector must not build a new object at each call. */
export function useFindings<Selected>(selector: (state: FindingsState) => Selected): Selected {
  return useStore(useChecking().findings, selector);
}

/** The stores and the checker themselves, for what happens on an event. */
export function useChecking(): Checking<Checker> {
  const checking = useContext(CheckingContext);
  if (!checking) throw new Error("useChecking outside CheckingProvider");
  return checking;
}
