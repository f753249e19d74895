import { instantOf } from "#policy";

/** Whether a text is no date yet, and becomes one if the user types on. */
export function isBeginningOfTime(text: string): boolean {
  return (
    instantOf(text) === undefined &&
    /^\d{0,4}$|^\d{4}-\d{0,2}$|^\d{4}-\d\d-\d?$|^\d{4}-\d\d-\d\d[ T]+\d{0,2}$|^\d{4}-\d\d-\d\d[ T]+\d\d:\d?$/i.test(
      text,
    )
  );
}
