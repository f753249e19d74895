import { actionCarriesKey } from "#policy/services";
import type { ActionEntry } from "../document/entries.ts";

/** Whether no action that the entry names brings the condition key; an entry that names nothing is not judged. */
export function noActionCarries(entry: ActionEntry, key: string): boolean {
  return (
    !entry.isAll &&
    entry.actions.length > 0 &&
    !entry.actions.some((action) => actionCarriesKey(action, key))
  );
}
