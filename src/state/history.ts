import type { Snapshot } from "./work.ts";

/**
 * A state that undo or redo restores. Those of before a reload are rebuilt when they are asked for; `undefined` if what
 * is stored of one cannot be read.
 */
export type Step = () => Snapshot | undefined;

/** Undo and redo as data: the states before and after the present one. */
export interface History {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** What the last step was about and when, for coalescing. */
  readonly last?: { readonly group: string; readonly at: number };
}

export const emptyHistory: History = { past: [], future: [] };

/** So many steps are kept in each direction. */
export const maximumSteps = 200;
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
  const past = joins ? history.past : [...history.past, () => present].slice(-maximumSteps);
  return { past, future: [], ...(group === undefined ? {} : { last: { group, at } }) };
}

/** What a step leads to: the state to show, or none if it cannot be read, and the history around it. */
interface Travelled {
  readonly snapshot: Snapshot | undefined;
  readonly history: History;
}

/** One step back; `undefined` at the beginning. An unreadable step takes those before it with it. */
export function undone(history: History, present: Snapshot): Travelled | undefined {
  const step = history.past.at(-1);
  if (!step) return undefined;
  const snapshot = step();
  if (!snapshot) return { snapshot, history: { ...history, past: [] } };
  const future = [() => present, ...history.future];
  return { snapshot, history: { past: history.past.slice(0, -1), future } };
}

/** One step forward again; `undefined` at the end. An unreadable step takes those after it with it. */
export function redone(history: History, present: Snapshot): Travelled | undefined {
  const [step, ...future] = history.future;
  if (!step) return undefined;
  const snapshot = step();
  if (!snapshot) return { snapshot, history: { ...history, future: [] } };
  return { snapshot, history: { past: [...history.past, () => present], future } };
}
