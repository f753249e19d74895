import type { StoreApi } from "zustand/vanilla";
import { type BrowserEntry, entryOf, presentEntry, viewIn } from "./browser-entry.ts";
import type { KeyholeState } from "./keyhole-state.ts";
import { addressOf } from "./link.ts";
import { fragmentOf, type Page, rulePageOf } from "./page.ts";
import { ownsWork } from "./same-work.ts";
import { fieldsInLinks } from "./state-fields.ts";

const writeAfter = 400;
/** Documents shown within this many milliseconds of the one before (arrow keys on the tabs) share an entry. */
const joinWithin = 500;
/** The most milliseconds to wait until the browser has gone back. */
const backTimeout = 1_000;
/** Narrower windows show the parts of the page as tabs: there, another part is another view. */
const allPartsWidth = 1280;

/**
 * Keeps the address bar at the link to what the screen shows. Typing, answers and undo rewrite the present entry a
 * moment later; a big step (`entry`) makes a new one, so that back and forward lead from one to the next. A dialog,
 * another document or part and each screen of the guide are entries too: walking through those leaves the answers
 * alone, and a dialog that the user closes takes its entry with it. A fragment that comes from outside is opened.
 * Work too large for an address leaves only a word there. While a page about a rule has the address, the work's link
 * waits.
 *
 * @param isLinkWaiting whether the address has a link to other work, which a notice offers to open
 */
export function syncAddress(
  keyhole: StoreApi<KeyholeState>,
  page: Page,
  isLinkWaiting = false,
): void {
  let shown = fragmentOf(page);
  let arrivedAt = shown;
  let timer: number | undefined;
  // One write at a time; waiting writes are dropped when the browser moves to another entry.
  let turn = 0;
  let queue: Promise<void> = Promise.resolve();
  /** Resolves when the writes are done that the next entry must follow. */
  let entryWrites: Promise<void> = queue;
  // Big steps along the browser's history, less those that the state counts.
  let stepsBefore = (presentEntry(page)?.step ?? 0) - keyhole.getState().entry;
  const entryNow = (state = keyhole.getState()) => entryOf(state, stepsBefore + state.entry);
  const put = (how: "pushState" | "replaceState", entry: BrowserEntry, link = page.location.href) =>
    attempt(() => page.history[how](entry, "", link));

  const write = (how: "pushState" | "replaceState", state: KeyholeState) => {
    const started = turn;
    queue = queue.then(async () => {
      // Without the code for links the address is not updated; the next write tries to load the code again.
      const link = await addressOf(state, page.location.href).catch(() => "");
      // The dialog that made a big step is closed by now: the new entry follows that of the page behind it.
      await wentBack;
      if (dialogsIn(presentEntry(page)) > keyhole.getState().dialogs.length) goBack(true);
      await wentBack;
      if (link === "") return;
      const fragment = link.slice(link.indexOf("#") + 1);
      if (started !== turn || fragment === shown || keyhole.getState().rulePage !== null) return;
      shown = fragment;
      if (how === "replaceState") put(how, { ...entryNow(state), ...ofItself() }, link);
      else put(how, { ...entryNow(state), dialogs: 0 }, link);
      walkSoon();
    });
  };
  const writeSoon = () => {
    page.clearTimeout(timer);
    timer = page.setTimeout(writeNow, writeAfter);
  };
  const writeNow = () => {
    page.clearTimeout(timer);
    timer = undefined;
    write("replaceState", keyhole.getState());
  };
  /** What the browser's present entry keeps when it is written again for another state. */
  const ofItself = (): Partial<BrowserEntry> => {
    const { guide = 0, guideFrom, view, dialogs = 0, isMoved } = presentEntry(page) ?? {};
    return {
      guide,
      dialogs,
      ...(view && { view }),
      ...(guideFrom !== undefined && { guideFrom }),
      ...(isMoved && { isMoved }),
    };
  };

  let wentBack: Promise<unknown> = Promise.resolve();
  let arrived = () => {};
  let leavesDialog = false;
  const goBack = (isAfterDialog: boolean) => {
    leavesDialog = isAfterDialog;
    wentBack = new Promise<void>((resolve) => {
      arrived = () => {
        leavesDialog = false;
        resolve();
      };
      page.setTimeout(arrived, backTimeout);
    });
    page.history.back();
  };

  let isWalking = false;
  let opening = 0;
  let joins = false;
  let joinTimer: number | undefined;
  /** The screen shows another view than the browser's present entry: back to it, on to a new entry, or in its place. */
  const walk = async () => {
    isWalking = false;
    await wentBack;
    const entry = presentEntry(page);
    const state = keyhole.getState();
    if (!entry || opening > 0 || state.rulePage !== null) return;
    const next = entryNow(state);
    const { guide = 0, guideFrom } = entry;
    const dialogs = dialogsIn(entry);
    const open = state.dialogs.length;
    const isOtherScreen = next.guide !== guide;
    const isOtherView = isOtherScreen || (guide === 0 && differs(entry.view, state.view));
    if (open < dialogs) {
      // The entry of the dialog becomes that of the view that the dialog led to.
      if (entry.isMoved || isOtherView) put("replaceState", next);
      else goBack(true);
    } else if (open > dialogs) put("pushState", next);
    else if (open > 0 && isOtherView) put("replaceState", { ...next, isMoved: true });
    else if (isOtherScreen && guideFrom === next.guide) goBack(false);
    else if (isOtherScreen) put("pushState", { ...next, guideFrom: guide });
    else if (isOtherView) {
      if (joins) put("replaceState", { ...entry, ...next });
      else put("pushState", next);
      joins = true;
      page.clearTimeout(joinTimer);
      joinTimer = page.setTimeout(() => {
        joins = false;
      }, joinWithin);
    }
  };
  const walkSoon = () => {
    if (isWalking) return;
    isWalking = true;
    void entryWrites.then(walk);
  };
  const differs = (entry: BrowserEntry["view"], { documentId, part }: KeyholeState["view"]) =>
    entry?.documentId !== documentId || (page.innerWidth < allPartsWidth && entry.part !== part);

  keyhole.subscribe((state, before) => {
    if (state.rulePage === null && before.rulePage !== null) {
      const fragment = fragmentOf(page);
      if (rulePageOf(fragment) === null) return writeSoon();
      // The user left the rule by a button: the rule's entry stays in the history.
      shown = fragment;
      write("pushState", state);
      entryWrites = queue;
    } else if (state.entry !== before.entry) {
      page.clearTimeout(timer);
      write("replaceState", before);
      write("pushState", state);
      entryWrites = queue;
    } else if (isShownElse(state, before)) writeSoon();
    // Otherwise the entry of the dialog would get what belongs to the entry below it.
    if (timer !== undefined && state.dialogs.length > before.dialogs.length) {
      writeNow();
      entryWrites = queue;
    }
    if (
      state.view !== before.view ||
      state.guideStep !== before.guideStep ||
      state.dialogs !== before.dialogs
    )
      walkSoon();
  });

  const adopt = () => {
    const entry = entryNow();
    put("replaceState", { ...entry, ...ofItself(), ...(entry.view && { view: entry.view }) });
  };
  const arrive = () => {
    const fragment = fragmentOf(page);
    arrivedAt = fragment;
    const hasClosedDialog = leavesDialog;
    arrived();
    joins = false;
    const rulePage = rulePageOf(fragment);
    if (rulePage !== keyhole.getState().rulePage) keyhole.getState().showRule(rulePage);
    if (rulePage !== null) return;
    const entry = presentEntry(page);
    if (hasClosedDialog && entry) {
      if (fragment !== shown) writeSoon();
      shown = fragment;
      return walkSoon();
    }
    const { dialogs, workId } = keyhole.getState();
    // The link of another page waits, and what the user has open stays open.
    const asksFirst = !entry && fragment !== "" && ownsWork(keyhole.getState());
    const open = asksFirst ? dialogs.length : dialogsIn(entry);
    // A dialog does not open again by going to its entry.
    if (open > dialogs.length) return page.history.back();
    if (open < dialogs.length) {
      keyhole.setState({ dialogs: dialogs.slice(0, open) });
      for (const close of dialogs.slice(open).reverse()) close();
    }
    const isSameWork = entry?.workId === workId && entry.step === entryNow().step;
    if (entry) keyhole.setState(viewIn(entry, keyhole.getState()));
    else if (!asksFirst) keyhole.setState({ guideStep: null });
    // A link that is opened again, before the address has followed the last change, takes its work back.
    if (fragment === shown && (entry || fragment === "")) {
      if (!entry) adopt();
      return;
    }
    turn += 1;
    shown = fragment;
    if (isSameWork) return writeSoon();
    page.clearTimeout(timer);
    if (entry) stepsBefore = (entry.step ?? 0) - keyhole.getState().entry;
    else {
      if (!asksFirst) stepsBefore += 1;
      adopt();
    }
    void openHere(fragment, entry);
  };
  const openHere = async (fragment: string, entry: BrowserEntry | undefined) => {
    const started = turn;
    opening += 1;
    const from = entry ? "history" : "address";
    const result = await keyhole.getState().openFragment(fragment, from, entry?.workId);
    opening -= 1;
    if (started === turn && result === "asked") writeSoon();
    // The work of a link has its own id and document.
    if (started === turn && !entry && keyhole.getState().rulePage === null)
      put("replaceState", entryNow());
  };
  page.addEventListener("popstate", arrive);
  // Browsers report most fragments by both events.
  page.addEventListener("hashchange", () => fragmentOf(page) !== arrivedAt && arrive());

  adopt();
  arrive();
  // A bare address means the answers of a new page: work from an earlier visit gets its link at once. So does the work that
  // stays while a link waits.
  if ((shown === "" || isLinkWaiting) && ownsWork(keyhole.getState()))
    write("replaceState", keyhole.getState());
}

function dialogsIn(entry: BrowserEntry | undefined): number {
  return entry?.dialogs ?? 0;
}

function isShownElse(state: KeyholeState, before: KeyholeState): boolean {
  return fieldsInLinks.some((field) =>
    field === "view"
      ? state.view.documentId !== before.view.documentId
      : state[field] !== before[field],
  );
}

/** Browsers refuse too many or too long addresses: the work is not in them alone. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // The address is not updated until the next write.
  }
}
