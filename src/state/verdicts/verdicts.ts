import type { StoreApi } from "zustand/vanilla";
import { accountsInRun, isLarge, platformOwner, type Scenario } from "#scenario";
import type { Subject } from "../documents.ts";
import type { KeyholeState } from "../keyhole-state.ts";
import { arrivedDocumentWork, loadDocumentWork } from "../load-document-work.ts";
import type { AccountVerdicts, VerdictState } from "./verdict-state.ts";

/** How a subject is verified. Each answers with nothing where a newer subject has overtaken this one. */
export interface Judging<Verdict, Part> {
  readonly verify: (subject: Subject, part?: string) => Promise<Verdict | undefined>;
  /** A verdict with its claims, which take longer than all else. */
  readonly withClaims: (
    verdict: Verdict,
    subject: Subject,
    part?: string,
  ) => Promise<Verdict | undefined>;
  readonly verifyAccounts: (
    subject: Subject,
    watch: {
      readonly onProgress: (done: number, of: number, parts: readonly Part[]) => void;
      readonly signal: AbortSignal;
    },
  ) => Promise<readonly Part[] | undefined>;
}

/** Milliseconds without a change before claims are decided. */
const pauseBeforeClaims = 300;

/** The most milliseconds that a timer can wait. */
const longestTimer = 2_147_483_647;

/** Keeps the verdict on the work of a store in `verdicts`: asks again whenever answers or documents change. */
export function keepVerdict<Verdict, Part>(
  keyhole: StoreApi<KeyholeState>,
  verdicts: StoreApi<VerdictState<Verdict, Part>>,
  { verify, withClaims, verifyAccounts }: Judging<Verdict, Part>,
): void {
  const { getState: get, setState: set } = verdicts;
  let turn = 0;
  let checkingAccounts: AbortController | undefined;
  /** What a verdict was asked for last: it is there, or on its way. */
  let asked:
    | { subject: Subject; answers: Scenario; readable: boolean; part: string | null }
    | undefined;
  // A verdict on unreadable documents is mostly "unknown": not worth keeping for the next one.
  let lastWasReadable = false;
  /** The answers of that verdict as the work has them: those of its subject may have a moment besides. */
  let lastAnswers: Scenario | undefined;

  const judge = (verified: Subject, answers: Scenario, readable: boolean) => {
    turn += 1;
    const mine = turn;
    const part = isLarge(verified.scenario) ? shownPart(keyhole.getState(), verified) : null;
    asked = { subject: verified, answers, readable, part };
    set({ status: "checking" });
    const ofPart = part === null ? [] : ([part] as const);
    return verify(verified, ...ofPart).then(
      async (verdict) => {
        if (mine !== turn || verdict === undefined) return;
        lastWasReadable = readable;
        lastAnswers = answers;
        const status = get().status === "stale" ? "stale" : "current";
        set({ status, verdict, verified, part });
        // Deciding claims keeps the checker busy: not between two keystrokes.
        await new Promise((resolve) => setTimeout(resolve, pauseBeforeClaims));
        if (mine !== turn) return;
        // A failure keeps the verdict: its status says that claims are not decided.
        const whole = await withClaims(verdict, verified, ...ofPart).catch(() => undefined);
        if (mine === turn && whole !== undefined) set({ verdict: whole });
      },
      () => mine === turn && set({ status: "failed" }),
    );
  };
  const endAccounts = () => {
    checkingAccounts?.abort();
    checkingAccounts = undefined;
    const now = get().accounts;
    if (now?.status === "running") set({ accounts: { ...now, status: "stopped" } });
  };
  const verifyAll = (subject: Subject) => {
    const mine = new AbortController();
    checkingAccounts = mine;
    let parts: readonly Part[] = [];
    const say = (status: AccountVerdicts<Part>["status"], done: number, of: number) =>
      checkingAccounts === mine && set({ accounts: { status, done, of, parts } });
    const of = accountsInRun(subject.scenario);
    say("running", 0, of);
    const watch = {
      onProgress: (done: number, all: number, soFar: readonly Part[]) => {
        parts = [...soFar];
        say("running", done, all);
      },
      signal: mine.signal,
    };
    verifyAccounts(subject, watch).then(
      (whole) =>
        whole ? say("done", parts.length, parts.length) : say("stopped", parts.length, of),
      () => say("failed", parts.length, of),
    );
  };
  let nextCheck: ReturnType<typeof setTimeout> | undefined;
  /** A page that stays open must not show access as working after its end. */
  const checkAgainAt = (moment: number | undefined) => {
    clearTimeout(nextCheck);
    if (moment === undefined) return;
    const wait = Math.min(Math.max(0, moment - Date.now()), longestTimer);
    nextCheck = setTimeout(() => get().check(), wait);
  };
  set({
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
      endAccounts();
      if (!documents.isWritten(work.scenario)) {
        // It is asked for again when they are.
        turn += 1;
        asked = undefined;
        set({ status: "checking", verdict: null, verified: null, accounts: null });
        return;
      }
      const readable = documents.documentsOf(work).every(({ problems }) => problems.length === 0);
      if (!readable && lastWasReadable && get().verified && lastAnswers === work.scenario) {
        // An answer that is still on its way is about the last work that could be read.
        set({ status: "stale" });
        return;
      }
      const subject = documents.subjectOf(work);
      checkAgainAt(documents.subjectChangesAt(work));
      void judge(subject, work.scenario, readable);
      if (isLarge(work.scenario)) verifyAll(subject);
      else if (get().accounts) set({ accounts: null });
    },
    stopAccounts: endAccounts,
    lookAtPart: () => {
      if (!asked || asked.part === null || get().status === "stale") return;
      if (shownPart(keyhole.getState(), asked.subject) === asked.part) return;
      void judge(asked.subject, asked.answers, asked.readable);
    },
  });

  keyhole.subscribe((now, before) => {
    const arrived = before.writing !== null && now.writing === null;
    const changed =
      now.scenario !== before.scenario ||
      now.edits !== before.edits ||
      now.layers !== before.layers;
    if (changed || arrived) get().check();
    else if (now.view.documentId !== before.view.documentId) get().lookAtPart();
  });
  get().check();
}

/** The part of the document that is shown: the first one where the user has opened none. */
function shownPart({ view }: KeyholeState, { documents }: Subject): string {
  const opened = documents.find(({ id }) => id === view.documentId) ?? documents[0];
  return opened?.owner ?? platformOwner;
}
