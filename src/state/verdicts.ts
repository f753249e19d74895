import { createStore, type StoreApi } from "zustand/vanilla";
import { partOfDocument } from "#acquisition";
import { isLarge } from "#scenario";
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
      readonly onProgress: (done: number, of: number, lot: readonly Part[]) => void;
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
  /** What was asked about last: the verdict on it may be on its way. */
  let asked:
    | { readonly subject: Subject; readonly readable: boolean; readonly part: string | null }
    | undefined;
  // A verdict on unreadable documents is mostly "unknown": not worth keeping for the next one.
  let lastWasReadable = false;

  const judge = (judged: Subject, readable: boolean) => {
    turn += 1;
    const mine = turn;
    const part = isLarge(judged.scenario) ? shownPart(keyhole.getState(), judged) : null;
    asked = { subject: judged, readable, part };
    verdicts.setState({ status: "checking" });
    return verify(judged, ...(part === null ? [] : [part])).then(
      (verdict) => {
        if (mine !== turn || verdict === undefined) return;
        lastWasReadable = readable;
        const status = verdicts.getState().status === "stale" ? "stale" : "current";
        verdicts.setState({ status, verdict, judged, part });
      },
      () => mine === turn && verdicts.setState({ status: "failed" }),
    );
  };

  const verdicts = createStore<VerdictState<Verdict, Part>>()((set, get) => {
    const surveyAll = (subject: Subject) => {
      surveying?.abort();
      const mine = new AbortController();
      surveying = mine;
      const parts: Part[] = [];
      const say = (status: Survey<Part>["status"], done: number, of: number) =>
        surveying === mine && set({ survey: { status, done, of, parts: [...parts] } });
      const of = subject.scenario.targets.length + 1;
      say("running", 0, of);
      const watch = {
        onProgress: (done: number, all: number, lot: readonly Part[]) => {
          parts.push(...lot);
          say("running", done, all);
        },
        signal: mine.signal,
      };
      survey(subject, watch).then(
        (whole) => {
          if (whole) say("done", parts.length, parts.length);
          // What was asked meanwhile was about other work.
          else if (!mine.signal.aborted) say("stopped", parts.length, of);
        },
        () => !mine.signal.aborted && say("failed", parts.length, of),
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
        surveying?.abort();
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
          if (get().survey?.status === "running") get().stopSurvey();
          return;
        }
        const subject = documents.subjectOf(work);
        void judge(subject, readable);
        if (isLarge(work.scenario)) surveyAll(subject);
        else if (get().survey) set({ survey: null });
      },
      stopSurvey: () => {
        surveying?.abort();
        surveying = undefined;
        const now = get().survey;
        if (now) set({ survey: { ...now, status: "stopped" } });
      },
    };
  });

  keyhole.subscribe((now, before) => {
    const arrived = before.writing !== null && now.writing === null;
    if (now.scenario !== before.scenario || now.edits !== before.edits || arrived)
      verdicts.getState().check();
    else if (now.view.documentId !== before.view.documentId) lookAtPart();
  });
  /** Another document is shown: the verdict that goes with it may be another account's. */
  const lookAtPart = () => {
    if (!asked || asked.part === null || verdicts.getState().status === "stale") return;
    if (shownPart(keyhole.getState(), asked.subject) === asked.part) return;
    void judge(asked.subject, asked.readable);
  };
  verdicts.getState().check();
  return verdicts;
}

/** The part of the document that is shown: the first one where the user has opened none. */
function shownPart({ view }: KeyholeState, { documents }: Subject): string {
  const opened = documents.find(({ id }) => id === view.documentId) ?? documents[0];
  return partOfDocument(opened?.id ?? "");
}
