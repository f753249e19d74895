import type { StoreApi } from "zustand/vanilla";
import type { Scenario } from "#scenario";
import { announce } from "../announce.ts";
import type { KeyholeState } from "../keyhole-state.ts";
import { loadDocumentWork } from "../load-document-work.ts";
import type { Page } from "../page.ts";
import { isSameContent } from "../same-work.ts";
import { contentOf, newWorkId, savedOf } from "../work.ts";
import { changedElsewhere, notKept, openElsewhere, removedForRoom } from "./keep-notices.ts";
import { createKeptPieces } from "./kept-pieces.ts";
import type { KeptWork } from "./kept-work.ts";
import { restoreSaved } from "./restore-saved.ts";
import { attempt, type KeptCopy, readPiece, type TabCopy } from "./storage.ts";
import { createTabCopies } from "./tab-copies.ts";
import { createWorkLocks } from "./work-locks.ts";

/**
 * Milliseconds from a change to its write: slightly more than for the address, so that both agree. A large write takes
 * time and must not delay typing.
 */
const saveAfter = ({ targets }: Scenario) => (targets.length > 100 ? 2_000 : 500);
/** Milliseconds to wait for the old page's lock at a reload. */
const claimWithin = 1_500;

/** The state with which the page started. */
export interface Started {
  /** The state after the address was opened. */
  readonly state: KeyholeState;
  /** This tab's copy, if the page shows it. */
  readonly tab?: TabCopy | undefined;
  /** The stored work with which the page started, if the tab has no copy. */
  readonly latest?: KeptCopy | undefined;
  /** Whether the tab has a copy that could not be restored. It stays stored until the user changes something. */
  readonly hasUnreadCopy: boolean;
}

/**
 * Stores the work of a tab in the browser: soon after each change, and at once when the user leaves the page. Two tabs never
 * write the same work: a tab claims it first, and compares its mark before each write. Otherwise it stores a copy.
 */
export function keepWork(
  page: Page,
  keyhole: StoreApi<KeyholeState>,
  now: () => number,
  { state: started, tab, latest, hasUnreadCopy }: Started,
): void {
  const pieces = createKeptPieces(() => page.localStorage, now);
  const locks = createWorkLocks(page);
  const copies = createTabCopies(page);
  /** The ids of copies, by the id of the work that another tab has. */
  const keptUnder = new Map<string, string>();
  const keyOf = ({ workId }: Pick<KeyholeState, "workId">) => keptUnder.get(workId) ?? workId;
  /** The marks of works that this tab read or wrote last. */
  const marks = new Map<string, string>();
  let timer: number | undefined;
  /** Whether the user changed the work since it was saved. Work that was only opened is not saved. */
  let changed = tab?.unsaved ?? false;
  let everChanged = !hasUnreadCopy;
  let isClaimed = false;
  let claims = 0;
  let isHidden = false;
  let warned = false;
  let claimedElsewhere: ReadonlySet<string> = new Set();

  /** Stores this work as a copy, because another tab has the original or has changed it. */
  const separate = (workId: string) => {
    const copy = newWorkId();
    keptUnder.set(workId, copy);
    void locks.claim(copy, 0);
  };
  const claim = async (wait: number) => {
    claims += 1;
    const mine = claims;
    isClaimed = false;
    const { workId } = keyhole.getState();
    const key = keyOf({ workId });
    const isGranted = await locks.claim(key, wait);
    claimedElsewhere = await locks.claimedElsewhere();
    if (mine !== claims) {
      if (isGranted && (isHidden || key !== keyOf(keyhole.getState()))) locks.release(key);
      return;
    }
    isClaimed = true;
    if (!isGranted) {
      separate(workId);
      announce(keyhole, openElsewhere);
    }
    if (changed) saveSoon();
  };

  const save = (state: KeyholeState) => {
    if (!changed) return;
    const known = pieces.markOf(keyOf(state));
    if (known !== undefined && known !== marks.get(keyOf(state))) {
      locks.release(keyOf(state));
      separate(state.workId);
      announce(keyhole, changedElsewhere);
    }
    const { mark, removed } = pieces.write(keyOf(state), savedOf(state), claimedElsewhere);
    changed = mark === undefined;
    if (mark !== undefined) marks.set(keyOf(state), mark);
    else if (!warned) {
      warned = true;
      page.addEventListener("beforeunload", (event) => {
        flush();
        // The browser asks whether to leave: what is not stored would be lost.
        if (changed) event.preventDefault();
      });
      keyhole.setState({ notice: notKept });
    }
    const named = removed.filter(({ isReadable }) => isReadable);
    const keep = () => {
      for (const piece of named) attempt(() => pieces.putBack(piece, piece.name));
      keyhole.getState().dismissNotice();
    };
    if (named.length > 0) announce(keyhole, removedForRoom(named, keep));
  };
  const flush = () => {
    page.clearTimeout(timer);
    timer = undefined;
    const state = keyhole.getState();
    if (isClaimed) save(state);
    if (!everChanged) return;
    const key = keyOf(state);
    copies.write(state, { workId: key, mark: marks.get(key) ?? null, unsaved: changed });
  };
  const saveSoon = () => {
    timer ??= page.setTimeout(flush, saveAfter(keyhole.getState().scenario));
  };
  /** Called when other work is opened: stores the previous work and releases it for other tabs. */
  const leave = (before: KeyholeState) => {
    if (changed && !isClaimed) separate(before.workId);
    save(before);
    locks.release(keyOf(before));
    changed = false;
  };
  const follow = (state: KeyholeState, before: KeyholeState) => {
    const isOther = state.workId !== before.workId;
    const isChanged = !isSameContent(state, before);
    if (isOther) {
      leave(before);
      void claim(claimWithin);
    } else if (isChanged) changed = true;
    if (isOther || isChanged) everChanged = true;
    if (isOther || isChanged || state.view !== before.view) saveSoon();
  };

  const kept: KeptWork = {
    list: async () => {
      flush();
      claimedElsewhere = await locks.claimedElsewhere();
      const current = keyOf(keyhole.getState());
      return pieces.list().map((piece) => ({
        ...piece,
        isCurrent: piece.workId === current,
        isOpenElsewhere: piece.workId !== current && claimedElsewhere.has(piece.workId),
      }));
    },
    open: async (key) => {
      if (key === keyOf(keyhole.getState())) return;
      const piece = readPiece(page.localStorage, key);
      const saved = piece && restoreSaved(JSON.parse(piece.text));
      if (!saved) throw new Error("not a piece of work");
      if (Object.keys(saved.edits).length > 0) await loadDocumentWork();
      const isGranted = await locks.claim(key, 0);
      // An id of a copy in this tab's history gets another id here.
      const workId = isGranted && !keptUnder.has(key) ? key : newWorkId();
      if (isGranted) {
        keptUnder.set(workId, key);
        marks.set(key, piece.mark);
      }
      keyhole.getState().openKept(saved, workId);
      if (!isGranted) announce(keyhole, openElsewhere);
    },
    rename: pieces.rename,
    remove: async (key) => {
      const isCurrent = key === keyOf(keyhole.getState());
      if (!(await locks.claim(key, 0))) return undefined;
      const removed = pieces.remove(key);
      marks.delete(key);
      if (isCurrent) {
        changed = false;
        keyhole.getState().startOver();
        keyhole.getState().dismissNotice();
      } else locks.release(key);
      return removed;
    },
    putBack: (piece) => pieces.putBack(piece),
  };

  if (tab) {
    // A copy of an earlier version has no mark: it counts as equal to the stored work.
    const mark = tab.mark === undefined ? pieces.markOf(tab.workId) : tab.mark;
    if (mark) marks.set(tab.workId, mark);
  }
  if (latest) marks.set(latest.workId, latest.mark);
  const history = tab && copies.readHistory(tab, { ...contentOf(tab.saved), workId: tab.workId });
  keyhole.setState({ kept, ...(history && withEarlier(keyhole.getState(), history)) });
  follow(keyhole.getState(), started);
  keyhole.subscribe(follow);
  page.addEventListener("visibilitychange", flush);
  page.addEventListener("pagehide", () => {
    flush();
    // A page in the back/forward cache would otherwise keep its lock.
    isHidden = true;
    claims += 1;
    isClaimed = false;
    locks.release(keyOf(keyhole.getState()));
  });
  page.addEventListener("pageshow", () => {
    if (!isHidden) return;
    isHidden = false;
    void claim(claimWithin);
  });
  // Only the work of a tab's copy can still be locked by the old page.
  void claim(tab ? claimWithin : 0);
}

/** The steps from before the reload, and those made while they were read. */
function withEarlier(
  { history: now }: KeyholeState,
  earlier: KeyholeState["history"],
): Pick<KeyholeState, "history" | "canUndo" | "canRedo"> {
  const past = [...earlier.past, ...now.past];
  const future = now.past.length > 0 ? now.future : earlier.future;
  const history = { ...now, past, future };
  return { history, canUndo: past.length > 0, canRedo: future.length > 0 };
}
