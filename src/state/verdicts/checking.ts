import { createStore, type StoreApi } from "zustand/vanilla";
import type { AccountVerdict, Verdict } from "#verdict";
import type { KeyholeState } from "../keyhole-state.ts";
import {
  type Checking,
  type FindingsState,
  noRepairs,
  nothingFound,
  type RepairsState,
  type WorkChecker,
} from "./checking-state.ts";
import { notChecked, type VerdictState } from "./verdict-state.ts";

/**
 * Keeps a verdict on the work of a store, and has the documents of a large scenario written, from when `ready` resolves:
 * until then nothing is loaded for it. Screens only read.
 */
export function createChecking<Checker extends WorkChecker>(
  keyhole: StoreApi<KeyholeState>,
  checker: () => Promise<Checker>,
  ready: Promise<void>,
): Checking<Checker> {
  const verdicts = createStore<VerdictState<Verdict, AccountVerdict>>(() => notChecked);
  const findings = createStore<FindingsState>(() => nothingFound);
  const repairs = createStore<RepairsState>(() => noRepairs);
  const begin = async (): Promise<void> => {
    verdicts.setState({ status: "checking" });
    try {
      const { runChecking } = await import("./run-checking.ts");
      runChecking(keyhole, { verdicts, findings, repairs, checker });
    } catch {
      verdicts.setState({ status: "failed", check: () => void begin() });
    }
  };
  void ready.then(begin);
  return { verdicts, findings, repairs, checker };
}
