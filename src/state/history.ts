import type { Saved } from "./work.ts";

/** What a step of undo brings back. The view stays where the user is looking. */
export type Snapshot = Omit<Saved, "view">;

/** Undo and redo as data: the states before and after the present one. */
export interface History {
  readonly past: readonly Snapshot[];
  readonly future: readonly Snapshot[];
  /** What the last step was about and when, for coalescing. */
  readonly last?: { readonly group: string; readonly at: number };
}

export const emptyHistory: History = { past: [], future: [] };

const maximumSteps = 200;
const coalesceWithin = 1_000;

/** The history after a step away from `present`; a step of the same group that follows at once joins the last one. */
export function stepped(
  history: History,
  present: Snapshot,
  at: number,
  group: string | undefined,
): History {
  const { last } = history;
  const joins =
    group !== undefined &&
    last?.group === group &&
    at - last.at <= coalesceWithin &&
    history.past.length > 0;
  const past = joins ? history.past : [...history.past, present].slice(-maximumSteps);
  return { past, future: [], ...(group === undefined ? {} : { last: { group, at } }) };
}

/** One step back: what to show, and the history around it; nothing at the beginning. */
export function undone(
  history: History,
  present: Snapshot,
): { readonly snapshot: Snapshot; readonly history: History } | undefined {
  const snapshot = history.past.at(-1);
  if (!snapshot) return undefined;
  const future = [present, ...history.future];
  return { snapshot, history: { past: history.past.slice(0, -1), future } };
}

/** One step forward again. */
export function redone(
  history: History,
  present: Snapshot,
): { readonly snapshot: Snapshot; readonly history: History } | undefined {
  const [snapshot, ...future] = history.future;
  if (!snapshot) return undefined;
  return { snapshot, history: { past: [...history.past, present], future } };
}
