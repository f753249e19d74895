import { createContext, type ReactNode, useContext } from "react";
import { type StoreApi, useStore } from "zustand";
import type { VerdictState } from "#state";
import type { Checker, Verdict } from "#worker";

/** What the verdict's screens are given: the verdict on the work, and the checker for further questions. */
export interface Judge {
  readonly verdicts: StoreApi<VerdictState<Verdict>>;
  /** Its code arrives after the page is usable. */
  readonly checker: () => Promise<Checker>;
}

const JudgeContext = createContext<Judge | null>(null);

/** Gives the screens below their judge. */
export function JudgeProvider(props: { readonly judge: Judge; readonly children: ReactNode }) {
  return <JudgeContext value={props.judge}>{props.children}</JudgeContext>;
}

/** What a screen needs of the verdict. The selector must not build a new object at each call. */
export function useVerdict<Selected>(selector: (state: VerdictState<Verdict>) => Selected) {
  return useStore(useJudge().verdicts, selector);
}

/** The judge itself, for what is asked when something happens rather than drawn. */
export function useJudge(): Judge {
  const judge = useContext(JudgeContext);
  if (!judge) throw new Error("useVerdict outside JudgeProvider");
  return judge;
}
