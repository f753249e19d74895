import { createStore, type StoreApi } from "zustand/vanilla";
import { defaultScenario, presets, type Scenario } from "#scenario";
import type { DecodedState } from "#share";
import { emptyHistory, type History, redone, type Snapshot, stepped, undone } from "./history.ts";
import type { KeyholeState } from "./keyhole-state.ts";
import { documentWork, loadDocumentWork } from "./load-document-work.ts";
import { refusal, welcome } from "./open-link.ts";
import { ownsWork, sameWork } from "./same-work.ts";
import type { Saved, View, Work } from "./work.ts";

export interface KeyholeOptions {
  /** Milliseconds, for telling one burst of typing from the next. */
  readonly now: () => number;
  /** What an earlier visit left; without it, a new page. */
  readonly saved?: Saved;
  /** Told before other work takes the screen, so that it can be put away. */
  readonly leaving?: () => void;
}

/** The work of a new page, and what it shows first. */
const blankWork: Snapshot = {
  scenario: defaultScenario,
  edits: {},
  conflicts: [],
  ignored: {},
  drafts: {},
};
const firstView: View = { documentId: null, part: "answers", compare: false };

/** The store of the page: state and commands, without screen, storage or address bar. */
export function createKeyhole(options: KeyholeOptions): StoreApi<KeyholeState> {
  let history: History = emptyHistory;
  // Only the newest link counts, whichever is read first.
  let opening = 0;

  return createStore<KeyholeState>()((set, get) => {
    /** The one way to change work: as a step that undo takes back. */
    const step = (next: Partial<Snapshot>, group?: string, entry = get().entry) => {
      const present = snapshotOf(get());
      if (sameWork(present, { ...present, ...next })) return;
      history = stepped(history, present, options.now(), group);
      set({ ...next, entry, rulePage: null, canUndo: true, canRedo: false });
    };
    const travel = (way: typeof undone) => {
      const found = way(history, snapshotOf(get()));
      if (!found) return;
      history = found.history;
      const canUndo = history.past.length > 0;
      // A step back may lead to answers whose documents had not been written when it was left.
      const work = carriedOver(workOf(found.snapshot), found.snapshot.scenario);
      set({
        ...found.snapshot,
        ...work,
        rulePage: null,
        canUndo,
        canRedo: history.future.length > 0,
      });
    };
    const replace = (next: Snapshot, entry: number) => {
      options.leaving?.();
      step(next, undefined, entry);
    };
    const takeBack = (earlier: Snapshot) => () => {
      replace(earlier, get().entry + 1);
      set({ notice: null });
    };

    const open = async (
      from: "link" | "history" | "file",
      decoded: () => Promise<DecodedState>,
      fragment?: string,
    ) => {
      opening += 1;
      const turn = opening;
      await loadDocumentWork();
      const result = await decoded();
      if (turn !== opening) return;
      if (!result.ok) {
        const blank = result.reason === "empty";
        // The first entry of a new page has no fragment.
        if (blank && from === "history") step(blankWork);
        if (!blank) set({ notice: refusal(result, from, fragment) });
        return;
      }
      const earlier = snapshotOf(get());
      const opened = documentWork().openedWork(result.state);
      const { documentId } = result.state;
      if (documentId !== undefined) get().show(documentId);
      if (sameWork(earlier, { ...opened, drafts: earlier.drafts })) return;
      if (from === "history") {
        step(opened);
        return;
      }
      // The browser itself made an entry for a link.
      replace(opened, get().entry + (from === "file" ? 1 : 0));
      const restore = ownsWork(earlier) ? takeBack(earlier) : undefined;
      set({ notice: welcome.opened(from, result.dropped, restore) });
    };

    return {
      ...(options.saved ?? { ...blankWork, view: firstView }),
      notice: null,
      writing: null,
      reveal: null,
      rulePage: null,
      canUndo: false,
      canRedo: false,
      entry: 0,

      answer: (change, group) => step(carriedOver(workOf(get()), change(get().scenario)), group),
      draft: (path, text) => {
        const { [path]: _, ...others } = get().drafts;
        set({ drafts: text === null ? others : { ...others, [path]: text } });
      },
      usePreset: (id) => {
        const preset = presets.find((candidate) => candidate.id === id);
        if (!preset) return;
        const work = carriedOver(workOf(get()), preset.scenario);
        step({ ...work, drafts: {} }, undefined, get().entry + 1);
      },
      startOver: () => {
        const earlier = snapshotOf(get());
        replace(blankWork, get().entry + 1);
        if (ownsWork(earlier)) set({ notice: welcome.startedOver(takeBack(earlier)) });
      },

      edit: (documentId, text, group = `edit:${documentId}`) =>
        step(documentWork().editedDocument(workOf(get()), documentId, text), group),
      discardEdit: (documentId) =>
        step(documentWork().discardedDocument(workOf(get()), documentId)),
      discardAllEdits: () => step({ edits: {}, conflicts: [] }),
      settle: (id, choice) => step(documentWork().settledConflict(workOf(get()), id, choice)),

      ignoreRule: (documentId, rule) => step(documentWork().withIgnored(get(), documentId, rule)),
      stopIgnoring: (documentId, rule) =>
        step(documentWork().withoutIgnored(get(), documentId, rule)),
      undo: () => travel(undone),
      redo: () => travel(redone),

      show: (documentId) => set(({ view }) => ({ view: { ...view, documentId } })),
      showPart: (part) => set(({ view }) => ({ view: { ...view, part } })),
      compare: (on) => set(({ view }) => ({ view: { ...view, compare: on } })),

      showRule: (rulePage) => set({ rulePage }),
      showPlace: (documentId, at) =>
        set(({ view }) => ({
          rulePage: null,
          view: { ...view, documentId, part: "documents" },
          reveal: { documentId, at },
        })),
      placeShown: () => set({ reveal: null }),

      openFragment: (fragment, from = "link") =>
        open(from, () => documentWork().decodeState(fragment), fragment),
      openFile: (text) => open("file", () => documentWork().decodeFile(text)),
      dismissNotice: () => set({ notice: null }),

      writingIs: (writing, arrived) =>
        set((now) => ({ ...(arrived && carriedOver(workOf(now), now.scenario)), writing })),
    };
  });
}

/** Work without edits is nothing but its answers. */
function carriedOver(work: Work, scenario: Scenario): Work {
  if (Object.keys(work.edits).length === 0) return { ...work, scenario };
  return documentWork().carriedOver(work, scenario);
}

function workOf({ scenario, edits, conflicts, ignored }: Work): Work {
  return { scenario, edits, conflicts, ignored };
}

function snapshotOf(state: KeyholeState): Snapshot {
  return { ...workOf(state), drafts: state.drafts };
}
