import { createContext, type ReactNode, useContext } from "react";
import { type StoreApi, useStore } from "zustand";
import {
  createVerdicts,
  createWriting,
  type KeyholeState,
  oneAtATime,
  type Subject,
  type VerdictState,
} from "#state";
import type { AccountVerdict, Verdict } from "#verdict";
import type { Checker } from "#worker";
import { useKeyholeStore } from "../store.tsx";
import { CheckerContext } from "./checker-context.tsx";

/** What the verdict's screens are given: the verdict on the work, and the checker for further questions. */
export interface Judge {
  readonly verdicts: StoreApi<VerdictState<Verdict, AccountVerdict>>;
  readonly checker: () => Promise<Checker>;
}

const JudgeContext = createContext<Judge | null>(null);

/** Keeps a verdict on the work for the screens below. It stays as long as the page does. */
export function JudgeProvider({ children }: { readonly children: ReactNode }) {
  const store = useKeyholeStore();
  const checker = useContext(CheckerContext);
  if (!checker) throw new Error("JudgeProvider outside CheckerContext");
  const judge = judgeOf(store, checker);
  return <JudgeContext value={judge}>{children}</JudgeContext>;
}

/**
 * The judge of a store, made once. React may begin to draw the provider several times before it is shown, and each writer
 * of documents ends the one before.
 */
function judgeOf(store: StoreApi<KeyholeState>, checker: Judge["checker"]): Judge {
  const known = judges.get(store);
  if (known) return known;
  const verdicts = createVerdicts<Verdict, AccountVerdict>(store, {
    verify: oneAtATime(async (subject: Subject, part?: string) =>
      (await checker()).verify(subject, part),
    ),
    survey: async (subject, watch) => (await checker()).verifyAccounts(subject, watch),
  });
  const judge = { verdicts, checker };
  judges.set(store, judge);
  createWriting(store, async (scenario, watch) => (await checker()).write(scenario, watch));
  return judge;
}
const judges = new WeakMap<StoreApi<KeyholeState>, Judge>();

/** What a screen needs of the verdict. The selector must not build a new object at each call. */
export function useVerdict<Selected>(
  selector: (state: VerdictState<Verdict, AccountVerdict>) => Selected,
) {
  return useStore(useJudge().verdicts, selector);
}

/** The judge itself, for what is asked when something happens rather than drawn. */
export function useJudge(): Judge {
  const judge = useContext(JudgeContext);
  if (!judge) throw new Error("useVerdict outside JudgeProvider");
  return judge;
}
