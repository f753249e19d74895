import { createStore, type StoreApi } from "zustand/vanilla";
import type { Subject } from "./documents.ts";
import type { KeyholeState } from "./keyhole-state.ts";
import { arrivedDocumentWork, loadDocumentWork } from "./load-document-work.ts";

/**
 * `checking`: the work has changed and its verdict is on the way. `stale`: a document is not valid JSON, so the last
 * verdict is kept. `failed`: the checker itself failed; nothing is known.
 */
export type VerdictStatus = "checking" | "current" | "stale" | "failed";

export interface VerdictState<Verdict> {
  readonly status: VerdictStatus;
  /** The last verdict; it is about the present work only while the status is `current`. */
  readonly verdict: Verdict | null;
  /** What the last verdict is about. */
  readonly judged: Subject | null;
  /** Checks the present work again. */
  check(): void;
}

/** Answers with nothing where a newer subject has overtaken this one. */
export type Verify<Verdict> = (subject: Subject) => Promise<Verdict | undefined>;

/** Keeps a verdict on the work of a store: asks again whenever answers or documents change. */
export function createVerdicts<Verdict>(
  keyhole: StoreApi<KeyholeState>,
  verify: Verify<Verdict>,
): StoreApi<VerdictState<Verdict>> {
  let turn = 0;
  // A verdict on unreadable documents is mostly "unknown": not worth keeping for the next one.
  let lastWasReadable = false;

  const verdicts = createStore<VerdictState<Verdict>>()((set, get) => ({
    status: "checking",
    verdict: null,
    judged: null,
    check: () => {
      const work = keyhole.getState();
      const documents = arrivedDocumentWork();
      if (!documents) {
        turn += 1;
        const mine = turn;
        const again = () => mine === turn && get().check();
        set({ status: "checking" });
        loadDocumentWork().then(again, () => mine === turn && set({ status: "failed" }));
        return;
      }
      const readable = documents.documentsOf(work).every(({ problems }) => problems.length === 0);
      if (!readable && lastWasReadable && get().judged?.scenario === work.scenario) {
        // An answer that is still on its way is about the last work that could be read.
        set({ status: "stale" });
        return;
      }
      turn += 1;
      const mine = turn;
      set({ status: "checking" });
      const judged = documents.subjectOf(work);
      verify(judged).then(
        (verdict) => {
          if (mine !== turn || verdict === undefined) return;
          lastWasReadable = readable;
          const status = get().status === "stale" ? "stale" : "current";
          set({ status, verdict, judged });
        },
        () => mine === turn && set({ status: "failed" }),
      );
    },
  }));

  keyhole.subscribe((now, before) => {
    if (now.scenario !== before.scenario || now.edits !== before.edits) verdicts.getState().check();
  });
  verdicts.getState().check();
  return verdicts;
}
