import { createStore, type StoreApi } from "zustand/vanilla";
import { accountsInRun, isLarge, platformOwner } from "#scenario";
import type { Subject } from "./documents.ts";
import type { KeyholeState } from "./keyhole-state.ts";
import { arrivedDocumentWork, loadDocumentWork } from "./load-document-work.ts";

/**
 * `checking`: the work has changed and its verdict is on the way. `stale`: a document is not valid JSON, so the last
 * verdict is kept. `failed`: the checker itself failed; nothing is known.
 */
export type VerdictStatus = "checking" | "current" | "stale" | "failed";

export interface VerdictState<Verdict, Part> {
  readonly status: VerdictStatus;
  /** The last verdict; it is about the present work only while the status is `current`. */
  readonly verdict: Verdict | null;
  /** What the last verdict is about. */
  readonly judged: Subject | null;
  /** Of a large scenario: the part that the verdict is about, which is that of the document shown. */
  readonly part: string | null;
  /** Of a large scenario: how every part stands. */
  readonly survey: Survey<Part> | null;
  /** Checks the present work again. */
  check(): void;
  /** Ends the survey; `check` begins it again. */
  stopSurvey(): void;
  /** Another document is shown: the verdict that goes with it may be another account's. */
  lookAtPart(): void;
}

/** How every part of a large scenario stands, as far as it is known. */
export interface Survey<Part> {
  readonly status: "running" | "done" | "stopped" | "failed";
  readonly done: number;
  readonly of: number;
  /** In the order of the answers. While it is running, those of the present work only. */
  readonly parts: readonly Part[];
}

/** How a subject is judged. Each answers with nothing where a newer subject has overtaken this one. */
export interface Judging<Verdict, Part> {
  readonly verify: (subject: Subject, part?: string) => Promise<Verdict | undefined>;
  readonly survey: (
    subject: Subject,
    watch: {
      readonly onProgress: (done: number, of: number, parts: readonly Part[]) => void;
      readonly signal: AbortSignal;
    },
  ) => Promise<readonly Part[] | undefined>;
}

/** Keeps a verdict on the work of a store: asks again whenever answers or documents change. */
export function createVerdicts<Verdict, Part>(
  keyhole: StoreApi<KeyholeState>,
  { verify, survey }: Judging<Verdict, Part>,
): StoreApi<VerdictState<Verdict, Part>> {
  let turn = 0;
  let surveying: AbortController | undefined;
  /** What a verdict was asked for last: it is there, or on its way. */
  let asked: { subject: Subject; readable: boolean; part: string | null } | undefined;
  // A verdict on unreadable documents is mostly "unknown": not worth keeping for the next one.
  let lastWasReadable = false;

  const verdicts = createStore<VerdictState<Verdict, Part>>()((set, get) => {
    const judge = (judged: Subject, readable: boolean) => {
      turn += 1;
      const mine = turn;
      const part = isLarge(judged.scenario) ? shownPart(keyhole.getState(), judged) : null;
      asked = { subject: judged, readable, part };
      set({ status: "checking" });
      return verify(judged, ...(part === null ? [] : [part])).then(
        (verdict) => {
          if (mine !== turn || verdict === undefined) return;
          lastWasReadable = readable;
          const status = get().status === "stale" ? "stale" : "current";
          set({ status, verdict, judged, part });
        },
        () => mine === turn && set({ status: "failed" }),
      );
    };
    const endSurvey = () => {
      surveying?.abort();
      surveying = undefined;
      const now = get().survey;
      if (now?.status === "running") set({ survey: { ...now, status: "stopped" } });
    };
    const surveyAll = (subject: Subject) => {
      const mine = new AbortController();
      surveying = mine;
      let parts: readonly Part[] = [];
      const say = (status: Survey<Part>["status"], done: number, of: number) =>
        surveying === mine && set({ survey: { status, done, of, parts } });
      const of = accountsInRun(subject.scenario);
      say("running", 0, of);
      const watch = {
        onProgress: (done: number, all: number, soFar: readonly Part[]) => {
          parts = [...soFar];
          say("running", done, all);
        },
        signal: mine.signal,
      };
      survey(subject, watch).then(
        (whole) =>
          whole ? say("done", parts.length, parts.length) : say("stopped", parts.length, of),
        () => say("failed", parts.length, of),
      );
    };
    return {
      status: "checking",
      verdict: null,
      judged: null,
      part: null,
      survey: null,
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
        endSurvey();
        if (!documents.isWritten(work.scenario)) {
          // It is asked for again when they are.
          turn += 1;
          asked = undefined;
          set({ status: "checking", verdict: null, judged: null, survey: null });
          return;
        }
        const readable = documents.documentsOf(work).every(({ problems }) => problems.length === 0);
        if (!readable && lastWasReadable && get().judged?.scenario === work.scenario) {
          // An answer that is still on its way is about the last work that could be read.
          set({ status: "stale" });
          return;
        }
        const subject = documents.subjectOf(work);
        void judge(subject, readable);
        if (isLarge(work.scenario)) surveyAll(subject);
        else if (get().survey) set({ survey: null });
      },
      stopSurvey: endSurvey,
      lookAtPart: () => {
        if (!asked || asked.part === null || get().status === "stale") return;
        if (shownPart(keyhole.getState(), asked.subject) === asked.part) return;
        void judge(asked.subject, asked.readable);
      },
    };
  });

  keyhole.subscribe((now, before) => {
    const arrived = before.writing !== null && now.writing === null;
    if (now.scenario !== before.scenario || now.edits !== before.edits || arrived)
      verdicts.getState().check();
    else if (now.view.documentId !== before.view.documentId) verdicts.getState().lookAtPart();
  });
  verdicts.getState().check();
  return verdicts;
}

/** The part of the document that is shown: the first one where the user has opened none. */
function shownPart({ view }: KeyholeState, { documents }: Subject): string {
  const opened = documents.find(({ id }) => id === view.documentId) ?? documents[0];
  return opened?.owner ?? platformOwner;
}
