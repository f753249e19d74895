import type { StoreApi } from "zustand/vanilla";
import type { Scenario } from "#scenario";
import type { KeyholeState } from "./keyhole-state.ts";
import type { Page } from "./page.ts";
import { fragmentOf } from "./page.ts";
import type { WorkStorage } from "./storage.ts";
import type { Notice, Saved } from "./work.ts";

/** Milliseconds from a change to its being kept. Writing much takes time, which typing should not feel. */
const saveAfter = ({ targets }: Scenario) => (targets.length > 100 ? 2_000 : 300);

const notKept: Notice = {
  tone: "problem",
  title: "Your work is not kept in this browser",
  text: "The browser refuses to store it. Save it as a file before you close the page.",
};

/** Keeps the work of a tab in the browser's stores: soon after each change, and at once when the page goes. */
export interface Keeper {
  /** Puts the present work away under its own key, before other work takes its place. */
  putAway(): void;
  watch(keyhole: StoreApi<KeyholeState>): void;
}

export function createKeeper(page: Page, storage: WorkStorage, firstId: string): Keeper {
  let workId = firstId;
  let keyhole: StoreApi<KeyholeState> | undefined;
  let timer: number | undefined;
  /** Whether the user changed the work since it was saved. What was only opened is not saved as theirs. */
  let changed = false;
  let opening = false;
  let warned = false;

  const saveWork = (saved: Saved) => {
    if (!changed) return;
    changed = !storage.write(workId, saved);
    if (!changed || warned) return;
    warned = true;
    keyhole?.setState({ notice: notKept });
  };
  const flush = () => {
    page.clearTimeout(timer);
    timer = undefined;
    if (!keyhole) return;
    const saved = savedOf(keyhole.getState());
    storage.writeTab({ fragment: fragmentOf(page), workId, saved });
    saveWork(saved);
  };

  return {
    putAway: () => {
      if (keyhole) saveWork(savedOf(keyhole.getState()));
      workId = newWorkId();
      changed = false;
      opening = true;
    },
    watch: (store) => {
      keyhole = store;
      opening = false;
      store.subscribe((state, before) => {
        const work = isOther(state, before, [
          "scenario",
          "edits",
          "conflicts",
          "ignored",
          "drafts",
        ]);
        if (work) {
          changed = !opening;
          opening = false;
        }
        if ((work || state.view !== before.view) && timer === undefined)
          timer = page.setTimeout(flush, saveAfter(state.scenario));
      });
      page.addEventListener("pagehide", flush);
      page.addEventListener("visibilitychange", flush);
    },
  };
}

/** An id for a piece of work that no other tab has. */
export function newWorkId(): string {
  return Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
}

function savedOf({ scenario, edits, conflicts, ignored, drafts, view }: KeyholeState): Saved {
  return { scenario, edits, conflicts, ignored, drafts, view };
}

function isOther(
  state: KeyholeState,
  before: KeyholeState,
  names: readonly (keyof KeyholeState)[],
): boolean {
  return names.some((name) => state[name] !== before[name]);
}
