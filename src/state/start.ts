import type { StoreApi } from "zustand/vanilla";
import { announce } from "./announce.ts";
import type { KeyholeState } from "./keyhole-state.ts";
import { loadDocumentWork } from "./load-document-work.ts";
import { fragmentOf, type Page, rulePageOf } from "./page.ts";
import { ownsWork } from "./same-work.ts";
import type { Started } from "./storage/keep-work.ts";
import { hasChosenView, readLatest, readTab, rememberChosenView } from "./storage/storage.ts";
import { createKeyhole } from "./store.ts";
import { syncAddress } from "./sync-address.ts";
import type { Notice } from "./work.ts";

/**
 * Creates the store of a page in the browser. It contains what this tab showed before a reload; otherwise the work that
 * was saved last, over which the link in the address is opened. If the tab showed other work than the link's, it shows that
 * and asks: a page that opened the tab can navigate it. From then on the work is stored and the address is updated. Never
 * rejects: work that cannot be restored stays stored, and a notice says so.
 *
 * @param painted resolves when the first question is on the screen: what it does not need is fetched then
 */
export async function start(
  page: Page,
  now: () => number = Date.now,
  painted: Promise<unknown> = Promise.resolve(),
): Promise<StoreApi<KeyholeState>> {
  const fragment = fragmentOf(page);
  const { tab, latest, isFailed, hasUnreadCopy } = await earlierWork(page, fragment);
  const isFirstVisit = !tab && !latest && !isFailed && fragment === "" && !hasChosenView(page);
  const keyhole = createKeyhole({ now, isFirstVisit, ...(tab ?? latest) });
  const stopWatching = keyhole.subscribe((state) => {
    if (state.isFirstVisit) return;
    if (isFirstVisit) rememberChosenView(page);
    stopWatching();
  });
  const hasOtherWork = tab !== undefined && tab.fragment !== fragment;
  const isShown = tab && !tab.unopened && !hasOtherWork;
  const result =
    isLinkToWork(fragment) && !isShown
      ? await keyhole.getState().openFragment(fragment, hasOtherWork ? "address" : "link")
      : "opened";
  if (isFailed) announce(keyhole, notRestored);
  const started: Started = { state: keyhole.getState(), tab, latest, hasUnreadCopy };
  // The first paint does not wait for the code that stores the work.
  painted
    .then(() => import("./storage/keep-work.ts"))
    .then(
      ({ keepWork }) => keepWork(page, keyhole, now, started),
      () => announce(keyhole, notKept),
    );
  syncAddress(keyhole, page, result === "asked");
  return keyhole;
}

/**
 * The work of an earlier visit: this tab's copy if it belongs to the address, or if the address has a link to other work;
 * otherwise the work that was saved last.
 */
async function earlierWork(page: Page, fragment: string) {
  let isFailed = false;
  const read = async <T extends Pick<Started, "tab">["tab"] | Started["latest"]>(
    earlier: Promise<T>,
  ): Promise<T | undefined> => {
    try {
      const copy = await earlier;
      if (copy && Object.keys(copy.saved.edits).length > 0) await loadDocumentWork();
      return copy;
    } catch {
      isFailed = true;
      return undefined;
    }
  };
  const copy = await read(readTab(page));
  const hasUnreadCopy = isFailed;
  const isOtherWork = copy && isLinkToWork(fragment) && ownsWork(copy.saved);
  const tab = copy?.fragment === fragment || isOtherWork ? copy : undefined;
  const latest = tab ? undefined : await read(readLatest(page));
  return { tab, latest, isFailed, hasUnreadCopy };
}

function isLinkToWork(fragment: string): boolean {
  return fragment !== "" && rulePageOf(fragment) === null;
}

const notRestored: Notice = {
  tone: "problem",
  title: "Your earlier work could not be opened",
  text: "It is still stored in this browser. Reload the page to try again.",
};

const notKept: Notice = {
  tone: "problem",
  title: "Your work is not stored at the moment",
  text: "Part of Keyhole could not be loaded. Reload the page, or save your work as a file.",
};
