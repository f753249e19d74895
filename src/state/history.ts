import type { Snapshot } from "./work.ts";

/**
 * Returns a state that undo or redo restores. States from before a reload are rebuilt when they are needed. Returns
 * `undefined` if a stored state cannot be read.
 */
export type Step = () => Snapshot | undefined;

/** Undo and redo as data: the states before and after the current one. */
export interface History {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** The group and time of the last step, to join steps. */
  readonly last?: { readonly group: string; readonly at: number };
}

export const emptyHistory: History = { past: [], future: [] };

/** The number of steps that are kept in each direction. */
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

/** The result of a step: the state to show, or none if it cannot be read, and the new history. */
interface Travelled {
  readonly snapshot: Snapshot | undefined;
  readonly history: History;
}

/** One step back; `undefined` at the beginning. An unreadable step also removes the steps before it. */
export function undone(history: History, present: Snapshot): Travelled | undefined {
  const step = history.past.at(-1);
  if (!step) return undefined;
  const snapshot = step();
  if (!snapshot) return { snapshot, history: { ...history, past: [] } };
  const future = [() => present, ...history.future];
  return { snapshot, history: { past: history.past.slice(0, -1), future } };
}

/** One step forward; `undefined` at the end. An unreadable step also removes the steps after it. */
export function redone(history: History, present: Snapshot): Travelled | undefined {
  const [step, ...future] = history.future;
  if (!step) return undefined;
  const snapshot = step();
  if (!snapshot) return { snapshot, history: { ...history, future: [] } };
  return { snapshot, history: { past: [...history.past, () => present], future } };
}
