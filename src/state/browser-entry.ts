import { guideSteps } from "./guide-steps.ts";
import type { KeyholeState } from "./keyhole-state.ts";
import type { Page } from "./page.ts";

/**
 * What an entry of the browser's history shows. Entries of one work and one step differ only in the view: a dialog, a
 * document, a part, a screen of the guide. Going from one to the other leaves the work alone.
 */
export interface BrowserEntry {
  /** Marks the entries that Keyhole wrote. */
  readonly keyhole: true;
  /** The id of the entry's work; the first versions did not store it. */
  readonly workId?: string;
  /** Counts the big steps (a preset, starting over) along the history. */
  readonly step?: number;
  /** The screen of the guide, 0 for the work. */
  readonly guide?: number;
  /** The screen of the guide that the user came from: going there is going back. */
  readonly guideFrom?: number;
  readonly view?: Pick<KeyholeState["view"], "documentId" | "part">;
  /** How many dialogs are open, one over the other. */
  readonly dialogs?: number;
  /** Whether the view behind the open dialog is another one than that of the entry below. */
  readonly isMoved?: boolean;
}

/** The browser's present entry; `undefined` if Keyhole did not write it. */
export function presentEntry({ history }: Page): BrowserEntry | undefined {
  const entry = history.state as BrowserEntry | null;
  return entry?.keyhole ? entry : undefined;
}

/** The entry of a state, `step` big steps along the history. */
export function entryOf(state: KeyholeState, step: number): BrowserEntry {
  const { workId, guideStep, dialogs } = state;
  const { documentId, part } = state.view;
  return {
    keyhole: true,
    workId,
    step,
    guide: guideStep ?? 0,
    view: { documentId, part },
    dialogs: dialogs.length,
  };
}

/** What of the state an entry says: the guide, the document and the part. A screen that the guide does not have is the work. */
export function viewIn(
  { guide = 0, view }: BrowserEntry,
  state: KeyholeState,
): Pick<KeyholeState, "guideStep" | "view"> {
  const guideStep = Number.isInteger(guide) && guide > 0 && guide <= guideSteps ? guide : null;
  return { guideStep, view: { ...state.view, ...view } };
}
