import type { ServiceReference } from "#policy/services/core";
import type { ActionEntry } from "../document/entries.ts";

/** Entries of one document with the same pattern share their list of actions. */
const judged = new WeakMap<readonly string[], Map<string, boolean>>();

/** Whether no action that the entry names brings the condition key; an entry that names nothing is not judged. */
export function noActionCarries(
  { isAll, actions }: ActionEntry,
  key: string,
  services: ServiceReference,
): boolean {
  if (isAll || actions.length === 0) return false;
  const byKey = judged.get(actions) ?? new Map<string, boolean>();
  judged.set(actions, byKey);
  const ready = byKey.get(key) ?? !actions.some(services.carriesKey(key));
  byKey.set(key, ready);
  return ready;
}
