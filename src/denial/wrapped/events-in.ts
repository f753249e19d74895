import { strFromU8 } from "fflate";
import { fromBase64Url, isDeeperThan, maximumDocumentDepth } from "#policy";
import { readLooseValue, Steps } from "#policy/text";
import { objectOf, parseJson, type Unknown } from "../read/json.ts";
import { asCloudTrail } from "./event-forms.ts";
import { rowsOfResultSet, rowsOfTable } from "./event-table.ts";
import { jsonInText } from "./json-in-text.ts";
import { inside, type Search } from "./search.ts";
import { isGzip, unzipped } from "./unzipped.ts";

/**
 * A row that a query wrote as a list: `[{ field, value }]` of Logs Insights, `[{ name: value }]` of CloudTrail Lake. Returns
 * `undefined` for other lists. Source: CloudWatch Logs API Reference, "GetQueryResults"; CloudTrail API Reference,
 * "GetQueryResults".
 */
export function rowOf(list: readonly unknown[]): Unknown | undefined {
  if (list.length < 2 || list.length > mostColumns) return undefined;
  const pairs = list.map(pairOf);
  return pairs.every((pair) => pair !== undefined) ? Object.fromEntries(pairs) : undefined;
}

const mostColumns = 200;

function pairOf(cell: unknown): readonly [string, unknown] | undefined {
  const members = Object.entries(objectOf(cell));
  const { field, value } = objectOf(cell);
  if (typeof field === "string" && typeof value === "string") return [field, value];
  const [only] = members;
  return only && members.length === 1 && typeof only[1] !== "object" ? only : undefined;
}

/**
 * The CloudTrail events in a value, whatever wraps them: a log file, `lookup-events`, EventBridge, SNS, SQS, Kinesis, a
 * subscription batch of CloudWatch Logs, rows of Logs Insights, CloudTrail Lake and Athena, Splunk, Wazuh, Elastic.
 * An event is an object with `eventSource` and `eventName`. A copy as text is read only if nothing else has the event.
 */
export function eventsIn(value: unknown, search: Search): readonly unknown[] {
  if (typeof value === "string") return eventsInText(value, search);
  if (typeof value !== "object" || value === null) return [];
  const row = Array.isArray(value) ? rowOf(value) : undefined;
  if (row) return eventsIn(row, search);
  if (Array.isArray(value)) return value.flatMap((one) => eventsIn(one, search));
  const event = value as Unknown;
  if (isEvent(event)) return [hasOtherNames(event) ? (asCloudTrail(event) ?? event) : event];
  const rows = rowsOfResultSet(event);
  if (rows.length > 0) return eventsOfRows(rows);
  const members = Object.values(event);
  const found = members.flatMap((one) => (typeof one === "object" ? eventsIn(one, search) : []));
  if (found.length > 0) return found;
  const inTexts = members.flatMap((one) => (typeof one === "string" ? eventsIn(one, search) : []));
  if (inTexts.length > 0) return inTexts;
  const other = asCloudTrail(event);
  return other && isEvent(other) ? [other] : [];
}

function eventsOfRows(rows: readonly Unknown[]): readonly unknown[] {
  return rows.map(asCloudTrail).filter((row) => row !== undefined && isEvent(row));
}

/** Whether an event has fields with dots, or its parts as text. */
function hasOtherNames(event: Unknown): boolean {
  return (
    typeof event.userIdentity === "string" ||
    typeof event.requestParameters === "string" ||
    Object.keys(event).some((name) => name.includes("."))
  );
}

/** Whether an object has what every CloudTrail event has. */
export function isEvent({ eventSource, eventName }: Unknown): boolean {
  return typeof eventSource === "string" && typeof eventName === "string";
}

/** The events in a text: JSON in it, rows of a table, a program's print, or base64 with JSON or gzip inside. */
export function eventsInText(text: string, search: Search): readonly unknown[] {
  const unpacked = base64Text(text, search);
  if (unpacked !== undefined)
    return inside(search, unpacked.length, () => eventsInText(unpacked, search)) ?? [];
  // A column with the whole event says more than its other columns.
  const rows = /"eventSource[\\"]+\s*:/.test(text) ? [] : eventsOfRows(rowsOfTable(text));
  if (rows.length > 0) return rows;
  if (!/[{[]/.test(text)) {
    search.texts.push(text);
    return [];
  }
  return inside(search, text.length, () => eventsInJson(text, search)) ?? [];
}

function eventsInJson(text: string, search: Search): readonly unknown[] {
  const whole = isDeeperThan(text, maximumDocumentDepth) ? undefined : parseJson(text);
  if (whole !== undefined) return eventsIn(whole, search);
  const { values, quoted, rest, isCut, isTooDeep } = jsonInText(text);
  search.texts.push(rest);
  const found = [...values, ...quoted].flatMap((one) => eventsIn(one, search));
  if (found.length === 0) found.push(...eventsInPrint(text, search));
  if (isTooDeep) search.problem ??= "This is nested deeper than any event. Copy only the event.";
  else if (isCut && found.length === 0 && /^\s*[{[]\s*(?:["{[]|$)/.test(text))
    search.problem ??= "This begins like JSON but is not complete. Copy the whole event.";
  return found;
}

/** Brackets of a text that begin no object, such as those of times in log lines. */
const mostFailures = 1_000;

/**
 * The events that a program printed as its language writes objects: Python (`{'eventSource': …, 'readOnly': True}`),
 * JavaScript, Ruby. Linear: reading takes from a fixed number of steps.
 */
function eventsInPrint(text: string, search: Search): readonly unknown[] {
  if (
    !/\b(?:eventSource['"]?\s{0,9}(?:=>|[:=])\s{0,9}['"]|class_uid['"]?\s{0,9}(?:=>|[:=])\s{0,9}\d)/.test(
      text,
    )
  )
    return [];
  const steps = new Steps(4 * text.length + 10_000);
  const found: unknown[] = [];
  let failures = 0;
  const opening = /[{[]/g;
  for (let match = opening.exec(text); match && !steps.areOver; match = opening.exec(text)) {
    const read = readLooseValue(text, match.index, steps);
    if (!read) {
      failures += 1;
      if (failures === mostFailures) break;
      continue;
    }
    found.push(...eventsIn(read.value, search));
    opening.lastIndex = read.end;
  }
  return found;
}

/** What base64 stands for, if that is gzip or JSON. CloudWatch Logs, Kinesis and Firehose send both. */
function base64Text(text: string, search: Search): string | undefined {
  const trimmed = text.trim();
  // `H4sI` begins gzip; the others begin `{"`, `{ `, `{\n`, `[{`.
  if (!/^(?:H4sI|ey|ew|W3)/.test(trimmed) || !/^[\w+/=\s-]+$/.test(trimmed)) return undefined;
  const bytes = fromBase64Url(
    trimmed
      .replace(/[=\s]+/g, "")
      .replaceAll("+", "-")
      .replaceAll("/", "_"),
  );
  if (!bytes) return undefined;
  if (!isGzip(bytes)) return strFromU8(bytes);
  const read = unzipped(bytes, search.left);
  if (read === "too-large") {
    search.left = 0;
    search.problem ??= "This is over 20 MiB when unpacked. Copy only the denied event.";
  } else if (read === "broken")
    search.problem ??= "This begins like gzip in base64 but is not complete. Copy all of it.";
  return typeof read === "string" ? undefined : read.text;
}
