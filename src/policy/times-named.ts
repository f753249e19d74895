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
  const moments = values.map(momentIn);
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

/**
 * A date in the form of W3C, or seconds since 1970. Without a zone it is in UTC. Four digits are a year, as the authorizer
 * reads them; as seconds they would be in 1970, when no call was made.
 */
function momentIn(value: unknown): number | undefined {
  const text = String(value).trim();
  if (/^\d{4}$/.test(text)) return Date.parse(text);
  if (/^\d{1,11}(?:\.\d{1,9})?$/.test(text)) return Number(text) * 1_000;
  const [, day, time = "", zone = ""] =
    /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)?(Z|[+-]\d\d:?\d\d)?$/i.exec(text) ?? [];
  const moment = Date.parse(time === "" ? `${day}` : `${day}${time}${zone === "" ? "Z" : zone}`);
  return Number.isNaN(moment) ? undefined : moment;
}
