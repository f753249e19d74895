const w3cDate =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/**
 * The moment that a date value names, in milliseconds since 1970: one of the W3C forms of ISO 8601, or seconds since
 * 1970. Nothing for any other text. Four digits are a year; a time without its zone is read as UTC (Unsettled: W3C wants
 * the zone, AWS does not say what it does without).
 * Source: IAM User Guide, "Condition operators" (date); W3C NOTE-datetime.
 */
export function readDate(text: string): number | undefined {
  const parts = w3cDate.exec(text);
  if (!parts) return /^\d{1,12}(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined;
  const [, year, month = "01", day = "01", hour = "00", minute = "00", second = "00"] = parts;
  const fields = [year, month, day, hour, minute, second].map(Number) as DateFields;
  const [years, months, days, hours, minutes, seconds] = fields;
  const moment = new Date(0);
  moment.setUTCFullYear(years, months - 1, days);
  moment.setUTCHours(hours, minutes, seconds);
  const isReal = moment.getUTCMonth() === months - 1 && moment.getUTCDate() === days && hours < 24;
  if (!isReal || minutes > 59 || seconds > 59) return undefined;
  const fraction = parts[7] === undefined ? 0 : Number(`0.${parts[7]}`) * 1000;
  return moment.getTime() + fraction - zoneOffset(parts[8]);
}

type DateFields = [number, number, number, number, number, number];

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}
