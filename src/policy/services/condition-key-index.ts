import { type ConditionKey, conditionKeyOfRow } from "../kms/index.ts";
import { globalConditionKeys } from "./global-keys.ts";

/** Finds condition keys by name. */
export interface ConditionKeyIndex {
  /** The key with this name; `${…}` in a key stands for any text. */
  readonly find: (name: string) => ConditionKey | undefined;
  /** The keys that begin with a prefix and a colon. */
  readonly withPrefix: (prefix: string) => readonly ConditionKey[];
}

/**
 * An index of the global condition keys and of the given rows, each a type code and a name. Names match in any case.
 */
export function conditionKeyIndex(rows: readonly string[]): ConditionKeyIndex {
  const exact = new Map<string, ConditionKey>();
  const open: { before: string; after: string; key: ConditionKey }[] = [];
  const sorted = rows.toSorted((one, other) => (one.slice(1) < other.slice(1) ? -1 : 1));
  for (const key of [...globalConditionKeys, ...sorted.map(conditionKeyOfRow)]) {
    const name = key.name.toLowerCase();
    const from = name.indexOf("${");
    if (from < 0) exact.set(name, key);
    else open.push({ before: name.slice(0, from), after: name.slice(name.indexOf("}") + 1), key });
  }
  const all = [...exact.values(), ...open.map(({ key }) => key)];
  return {
    find: (name) => {
      const text = name.toLowerCase();
      return (
        exact.get(text) ??
        open.find(
          ({ before, after }) =>
            text.length > before.length + after.length &&
            text.startsWith(before) &&
            text.endsWith(after),
        )?.key
      );
    },
    withPrefix: (prefix) => {
      const beginning = `${prefix.toLowerCase()}:`;
      return all.filter(({ name }) => name.toLowerCase().startsWith(beginning));
    },
  };
}
