import { readDate } from "./dates.ts";
import { asList, statementsOf } from "./document.ts";
import { parseDocument } from "./parse.ts";

/** The times that a policy's conditions compare the time of a call with. */
export interface NamedTimes {
  /** In milliseconds since 1970, in order, without duplicates. */
  readonly moments: readonly number[];
  /** Whether that is all: false if a condition has a value of another form, a pattern for example. */
  readonly isAll: boolean;
}

/**
 * The moments at which the conditions of a policy on the time of a call can change. Of a text that is no policy there are none.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" (date condition operators).
 */
export function timesNamedBy(text: string): NamedTimes {
  // A JSON text may write a key with escapes.
  if (!/aws:(?:current|epoch)time|\\u/i.test(text)) return { moments: [], isAll: true };
  const parsed = parseDocument(text);
  if (!parsed.ok) return { moments: [], isAll: true };
  const values = statementsOf(parsed.policy).flatMap(({ Condition }) =>
    entriesOf(Condition).flatMap(([, keys]) =>
      entriesOf(keys).flatMap(([key, value]) =>
        /^aws:(?:current|epoch)time$/i.test(key) ? asList(value) : [],
      ),
    ),
  );
  const moments = values.map((value) => readDate(String(value)));
  return {
    moments: [...new Set(moments.flatMap((moment) => moment ?? []))].sort((a, b) => a - b),
    isAll: !moments.includes(undefined) && !variable.test(JSON.stringify(parsed.policy)),
  };
}

/** The time of a call in the place of a value changes with every call. */
const variable = /\$\{\s*aws:(?:current|epoch)time/i;

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
