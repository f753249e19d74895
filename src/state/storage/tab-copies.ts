import type { History } from "../history.ts";
import type { KeyholeState } from "../keyhole-state.ts";
import { fragmentOf, type Page } from "../page.ts";
import { isSameContent } from "../same-work.ts";
import { contentOf, newWorkId, type Snapshot, savedOf } from "../work.ts";
import { createHistoryPacker } from "./pack-history.ts";
import { attempt, historyKey, succeeds, type TabCopy, tabKey } from "./storage.ts";

/** The copy of this tab's work and history, for a reload. */
export function createTabCopies(page: Page) {
  const packer = createHistoryPacker();
  let written: { readonly state: KeyholeState; readonly copy: string } | undefined;

  const put = (key: string, text: string): boolean => {
    const isDone = succeeds(() => page.sessionStorage.setItem(key, text));
    // The next reload would otherwise restore the older text.
    if (!isDone) attempt(() => page.sessionStorage.removeItem(key));
    return isDone;
  };

  return {
    /** Writes the state that this tab shows. `mark` is that of the stored work, `null` if none is stored yet. */
    write(
      state: KeyholeState,
      kept: Pick<TabCopy, "workId" | "unsaved"> & { readonly mark: string | null },
    ): void {
      const isSame =
        written?.state.history === state.history && isSameContent(written.state, state);
      const copy = isSame && written ? written.copy : newWorkId();
      const fragment = fragmentOf(page);
      const saved = savedOf(state);
      const unopened = state.notice?.keep === fragment;
      const text = JSON.stringify({ fragment, saved, copy, unopened, ...kept });
      // The work is more important than its history.
      if (!put(tabKey, text)) {
        attempt(() => page.sessionStorage.removeItem(historyKey));
        put(tabKey, text);
      }
      if (!isSame) put(historyKey, packer.pack(state.history, snapshotOf(state), copy));
      written = { state, copy };
    },

    /** The history that belongs to a copy of this tab; `undefined` if there is none. `present` is the copy as restored. */
    readHistory({ raw, copy }: TabCopy, present: Snapshot): History | undefined {
      const text = attempt(() => page.sessionStorage.getItem(historyKey));
      return text && copy !== undefined ? packer.unpack(text, raw, present, copy) : undefined;
    },
  };
}

function snapshotOf(state: KeyholeState): Snapshot {
  return { ...contentOf(state), workId: state.workId };
}
