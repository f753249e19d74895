import { createStore, type StoreApi } from "zustand/vanilla";
import { isLayerId, presets, type Scenario } from "#scenario";
import type { DecodedState } from "#share";
import { emptyHistory, redone, stepped, undone } from "./history.ts";
import type { KeyholeState, LinkSource, OpenResult } from "./keyhole-state.ts";
import { editedLayer, withLayers } from "./layer-work.ts";
import { documentWork, loadDocumentWork } from "./load-document-work.ts";
import { failure, startedOver } from "./open-link.ts";
import { ownsWork, sameWork } from "./same-work.ts";
import {
  blankWork,
  type Content,
  contentOf,
  newWorkId,
  type Saved,
  type Snapshot,
  type View,
  type Work,
} from "./work.ts";

/** What a new store begins with. */
export interface KeyholeOptions {
  /** Milliseconds, for telling one burst of typing from the next. */
  readonly now: () => number;
  /** What an earlier visit left; without it, a new page. */
  readonly saved?: Saved;
  /** The id that it is kept under. */
  readonly workId?: string;
  /** Whether to offer the guide. */
  readonly isFirstVisit?: boolean;
}

const firstView: View = { documentId: null, part: "answers", compare: false };

/** The store of the page: state and commands, without screen, storage or address bar. */
export function createKeyhole(options: KeyholeOptions): StoreApi<KeyholeState> {
  // Only the newest link counts, whichever is read first.
  let opening = 0;

  return createStore<KeyholeState>()((set, get) => {
    const put = (present: Snapshot, next: Partial<KeyholeState>, entry: number, group?: string) => {
      const history = stepped(get().history, present, options.now(), group);
      set({ ...next, history, entry, rulePage: null, canUndo: true, canRedo: false });
    };
    /** The one way to change work: as a step that undo takes back. */
    const step = (next: Partial<Snapshot>, group?: string, entry = get().entry) => {
      const present = snapshotOf(get());
      if (sameWork(present, { ...present, ...next })) return;
      put(present, next, entry, group);
    };
    const travel = (step: typeof undone) => {
      const found = step(get().history, snapshotOf(get()));
      if (!found) return;
      const { history, snapshot } = found;
      set({
        ...snapshot,
        // A step back may lead to answers whose documents had not been written when it was left.
        ...(snapshot && carriedOver(workOf(snapshot), snapshot.scenario)),
        history,
        ...(snapshot && { rulePage: null }),
        canUndo: history.past.length > 0,
        canRedo: history.future.length > 0,
      });
    };
    /** Other work takes the screen: another piece, under another id. */
    const replace = (next: Content, entry: number, workId = newWorkId()) =>
      step({ ...next, workId }, undefined, entry);
    const takeBack = (earlier: Snapshot) => () => {
      replace(earlier, get().entry + 1, earlier.workId);
      set({ notice: null });
    };

    const open = async (
      from: LinkSource | "file",
      decoded: () => Promise<DecodedState>,
      fragment?: string,
      workId = get().workId,
    ): Promise<OpenResult> => {
      opening += 1;
      const turn = opening;
      let result: DecodedState;
      try {
        await loadDocumentWork();
        result = await decoded();
      } catch {
        if (turn === opening)
          set({ notice: failure(from === "address" ? "link" : from, fragment) });
        return "refused";
      }
      if (turn !== opening) return "refused";
      if (!result.ok) {
        const blank = result.reason === "empty";
        // The first entry of a new page has no fragment.
        if (blank && from === "history") step({ ...blankWork, workId });
        if (!blank) set({ notice: documentWork().refusal(result, from, fragment) });
        return "refused";
      }
      const { state, dropped } = result;
      const opened = documentWork().openedWork(state);
      const isOpenAlready = () => {
        const { drafts, rollout } = get();
        return sameWork(snapshotOf(get()), { ...opened, drafts, rollout });
      };
      const show = () => state.documentId !== undefined && get().show(state.documentId);
      const openNow = (entry: number) => {
        const earlier = snapshotOf(get());
        show();
        replace(opened, entry);
        const restore = ownsWork(earlier) ? takeBack(earlier) : undefined;
        // A link shows its work; a file may answer the guide's questions.
        if (from !== "file") set({ guideStep: null });
        set({
          notice: documentWork().linkNotices.opened(
            from === "file" ? from : "link",
            dropped,
            restore,
          ),
        });
      };
      if (isOpenAlready()) show();
      else if (from === "history") {
        show();
        step({ ...opened, workId });
      } else if (from === "address" && ownsWork(snapshotOf(get()))) {
        const scenarios = { present: get().scenario, linked: opened.scenario };
        set({ notice: documentWork().linkNotices.asks(scenarios, () => openNow(get().entry + 1)) });
        return "asked";
      }
      // The browser itself made an entry for a link.
      else openNow(get().entry + (from === "file" ? 1 : 0));
      return "opened";
    };

    return {
      ...(options.saved ?? { ...blankWork, view: firstView }),
      workId: options.workId ?? newWorkId(),
      history: emptyHistory,
      kept: null,
      notice: null,
      writing: null,
      reveal: null,
      rulePage: null,
      guideStep: null,
      isFirstVisit: options.isFirstVisit ?? false,
      dialogs: [],
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
        const scenario = documentWork().withPresetShape(get().scenario, preset);
        const work = carriedOver(workOf(get()), scenario);
        step({ ...work, drafts: {} }, undefined, get().entry + 1);
      },
      startOver: () => {
        const earlier = snapshotOf(get());
        replace(blankWork, get().entry + 1);
        if (ownsWork(earlier)) set({ notice: startedOver(takeBack(earlier)) });
      },

      setPresent: (present) => step({ rollout: { ...get().rollout, present } }),
      tick: (documentId, mark) => {
        const { [documentId]: _, ...others } = get().rollout.done;
        const done = mark === null ? others : { ...others, [documentId]: mark };
        step({ rollout: { ...get().rollout, done } });
      },

      edit: (documentId, text, group = `edit:${documentId}`) =>
        step(
          isLayerId(documentId)
            ? editedLayer(get().layers, documentId, { text })
            : documentWork().editedDocument(workOf(get()), documentId, text),
          group,
        ),
      addLayers: (layers) => step(withLayers(get().layers, layers)),
      placeLayer: (id, place) => step(editedLayer(get().layers, id, place)),
      removeLayer: (id) => step({ layers: get().layers.filter((layer) => layer.id !== id) }),
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
      showGuide: (guideStep) => set({ guideStep, rulePage: null }),
      dialogOpened: (close) => {
        set({ dialogs: [...get().dialogs, close] });
        return () => set({ dialogs: get().dialogs.filter((other) => other !== close) });
      },
      endFirstVisit: () => set({ isFirstVisit: false }),
      showPlace: (documentId, at) =>
        set(({ view }) => ({
          rulePage: null,
          guideStep: null,
          view: { ...view, documentId, part: "documents" },
          reveal: { documentId, at },
        })),
      placeShown: () => set({ reveal: null }),

      openFragment: (fragment, from = "link", workId) =>
        open(from, () => documentWork().decodeState(fragment), fragment, workId),
      openFile: async (text) => {
        await open("file", () => documentWork().decodeFile(text));
      },
      openKept: (saved, workId) =>
        put(snapshotOf(get()), { ...saved, workId, notice: null }, get().entry + 1),
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

function workOf({ scenario, edits, conflicts, ignored, layers }: Work): Work {
  return { scenario, edits, conflicts, ignored, layers };
}

function snapshotOf(state: KeyholeState): Snapshot {
  return { ...contentOf(state), workId: state.workId };
}
