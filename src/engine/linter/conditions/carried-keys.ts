import type { ServiceReference } from "#policy/services/core";
import type { ActionEntry } from "../document/entries.ts";

/** Whether a request for none of the actions that an entry names can have a condition key; false if it names nothing. */
export type NoActionCarries = (entry: ActionEntry, key: string) => boolean;

/** `NoActionCarries` for one document: its entries with the same pattern share their list of actions and the answer. */
export function createNoActionCarries(services: ServiceReference): NoActionCarries {
  const answers = new Map<readonly string[], Map<string, boolean>>();
  return ({ isAll, actions }, key) => {
    if (isAll || actions.length === 0) return false;
    const byKey = answers.get(actions) ?? new Map<string, boolean>();
    answers.set(actions, byKey);
    const answer = byKey.get(key) ?? !actions.some(services.carriesKey(key));
    byKey.set(key, answer);
    return answer;
  };
}
