/**
 * The instant that a person enters as a day, or as a day and a time in UTC, as AWS's documents write it:
 * `2026-12-01T00:00:00Z`. Returns `undefined` for any other text, and for years before 1970.
 */
export function instantOf(text: string): string | undefined {
  const [, day, minute = "00:00", second = "00"] =
    /^\s*(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d)(?::(\d\d))?)? *(?:Z|UTC)?\s*$/i.exec(text) ?? [];
  const written = `${day}T${minute}:${second}Z`;
  const moment = Date.parse(written);
  // Not every day is one: the 30th of February, 24:00.
  return moment >= 0 && instantAt(moment) === written ? written : undefined;
}

/** A moment in milliseconds since 1970 as an instant, without its fraction of a second. */
export function instantAt(moment: number): string {
  return new Date(moment).toISOString().replace(/\.\d+Z$/, "Z");
}

/** An instant in words: “2026-12-01 00:00 UTC”, with seconds if it has some. */
export function instantInWords(instant: string): string {
  return `${instant.replace("T", " ").replace(/(:00)?Z$/, "")} UTC`;
}
