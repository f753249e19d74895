import type { StoreApi } from "zustand/vanilla";
import { guideSteps } from "./guide-steps.ts";
import type { KeyholeState } from "./keyhole-state.ts";
import { addressOf } from "./link.ts";
import { fragmentOf, type Page, rulePageOf } from "./page.ts";
import { ownsWork } from "./same-work.ts";
import { fieldsInLinks } from "./state-fields.ts";

const writeAfter = 400;
/** Marks the entries of the browser's history that Keyhole wrote: going back to one needs no notice. */
interface OurEntry {
  readonly keyhole: true;
  /** The id of the entry's work; earlier versions did not store it. */
  readonly workId?: unknown;
  /** The screen of the guide, 0 for the work; missing from entries that the guide did not make. */
  readonly guide?: unknown;
  /** The screen that the user came from: going there is going back. */
  readonly guideFrom?: unknown;
}

/**
 * Keeps the address bar at the link to what the screen shows. Typing, answers and undo rewrite the present entry a
 * moment later; a big step (`entry`) makes a new one, so that back and forward lead from one to the next. A fragment
 * that comes from outside is opened. Each screen of the guide is an entry too: walking through those leaves the answers alone. Work too large for an address leaves only a word there. While a page about a rule has the address, the work's link waits.
 */
export function syncAddress(keyhole: StoreApi<KeyholeState>, page: Page): void {
  let shown = fragmentOf(page);
  let timer: number | undefined;
  // One write at a time; waiting writes are dropped when the browser moves to another entry.
  let turn = 0;
  let queue: Promise<void> = Promise.resolve();

  const write = (how: "pushState" | "replaceState", state: KeyholeState) => {
    const started = turn;
    queue = queue.then(async () => {
      // Without the code for links the address is not updated; the next write tries to load the code again.
      const link = await addressOf(state, page.location.href).catch(() => "");
      if (link === "") return;
      const fragment = link.slice(link.indexOf("#") + 1);
      if (started !== turn || fragment === shown || keyhole.getState().rulePage !== null) return;
      shown = fragment;
      const place = how === "replaceState" ? guidePlace(page) : {};
      attempt(() => page.history[how]({ ...place, ...entryOf(state) }, "", link));
    });
  };
  const writeSoon = () => {
    page.clearTimeout(timer);
    timer = page.setTimeout(() => write("replaceState", keyhole.getState()), writeAfter);
  };

  let isArriving = false;
  /** Another screen of the guide is shown, by a button: back where the user came from, or on to a new entry. */
  const walkGuide = (state: KeyholeState, before: KeyholeState) => {
    const [from, to] = [before.guideStep ?? 0, state.guideStep ?? 0];
    const place = guidePlace(page);
    if (place.guideFrom === to) return page.history.back();
    const { href } = page.location;
    attempt(() => {
      page.history.replaceState({ ...place, ...entryOf(before), guide: from }, "", href);
      page.history.pushState({ ...entryOf(state), guide: to, guideFrom: from }, "", href);
    });
  };

  keyhole.subscribe((state, before) => {
    if (state.guideStep !== before.guideStep && !isArriving) walkGuide(state, before);
    if (state.rulePage === null && before.rulePage !== null) {
      const fragment = fragmentOf(page);
      if (rulePageOf(fragment) === null) return writeSoon();
      // The user left the rule by a button: the rule's entry stays in the history.
      shown = fragment;
      write("pushState", state);
    } else if (state.entry !== before.entry) {
      page.clearTimeout(timer);
      write("replaceState", before);
      write("pushState", state);
    } else if (isShownElse(state, before)) writeSoon();
  });

  const adopt = () =>
    attempt(() => {
      const entry = { ...guidePlace(page), ...entryOf(keyhole.getState()) };
      page.history.replaceState(entry, "", page.location.href);
    });
  const arrive = () => {
    const fragment = fragmentOf(page);
    const rulePage = rulePageOf(fragment);
    if (rulePage !== keyhole.getState().rulePage) keyhole.getState().showRule(rulePage);
    const entry = page.history.state as OurEntry | null;
    const isOurs = entry?.keyhole === true;
    const guideStep = isOurs && rulePage === null ? guideStepOf(entry.guide) : undefined;
    isArriving = true;
    if ((guideStep || null) !== keyhole.getState().guideStep)
      keyhole.getState().showGuide(guideStep || null);
    isArriving = false;
    if (rulePage !== null) return;
    if (guideStep !== undefined && entry?.workId === keyhole.getState().workId) {
      turn += 1;
      shown = fragment;
      return writeSoon();
    }
    // A link that is opened again, before the address has followed the last change, takes its work back.
    if (fragment === shown && (isOurs || fragment === "")) return;
    page.clearTimeout(timer);
    turn += 1;
    shown = fragment;
    const workId = isOurs && typeof entry.workId === "string" ? entry.workId : undefined;
    if (!isOurs) adopt();
    void keyhole.getState().openFragment(fragment, isOurs ? "history" : "link", workId);
  };
  page.addEventListener("popstate", arrive);
  page.addEventListener("hashchange", arrive);

  adopt();
  arrive();
  // A bare address means the answers of a new page: work from an earlier visit gets its link at once.
  if (shown === "" && ownsWork(keyhole.getState())) write("replaceState", keyhole.getState());
}

/** The place in the guide that the browser's present entry has. */
function guidePlace({ history }: Page): Pick<OurEntry, "guide" | "guideFrom"> {
  const { guide, guideFrom } = (history.state ?? {}) as Partial<OurEntry>;
  return {
    ...(guide === undefined ? {} : { guide }),
    ...(guideFrom === undefined ? {} : { guideFrom }),
  };
}

/** The screen that an entry names; `undefined` if it names none that there is. */
function guideStepOf(guide: unknown): number | undefined {
  return typeof guide === "number" && Number.isInteger(guide) && guide >= 0 && guide <= guideSteps
    ? guide
    : undefined;
}

function entryOf({ workId }: KeyholeState): OurEntry {
  return { keyhole: true, workId };
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
