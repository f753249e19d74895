import { maximumDocumentDepth, nestingOf } from "#policy";
import { deniedByEvent } from "./cloudtrail-event.ts";
import { deniedByDecodedMessage } from "./decoded-message.ts";
import type { Denial, DenialText } from "./denial.ts";
import { deniedByErrorMessage } from "./error-message.ts";
import { objectOf } from "./json.ts";

/** Past this a text is not read: CloudTrail's own files are smaller. */
const maximumLength = 5 * 1_048_576;
const maximumDenials = 100;

/**
 * Reads what AWS said of a denied call: a CloudTrail event, a list or a `Records` file of them, a decoded
 * authorization message, or an error message. Gives the requests that they were, or says what it cannot read. Never
 * throws.
 */
export function readDenial(text: string): DenialText {
  const trimmed = text.trim();
  if (trimmed === "")
    return { ok: false, message: "Paste a CloudTrail event or an AWS error message." };
  if (trimmed.length > maximumLength)
    return { ok: false, message: "This is over 5 MiB: paste the event that was denied." };
  if (nestingOf(trimmed) > maximumDocumentDepth)
    return { ok: false, message: "This is nested deeper than any event: copy the event alone." };
  const parsed = parse(trimmed);
  if (parsed !== undefined) return readJson(parsed);
  const denials = deniedByErrorMessage(trimmed);
  if (denials.length > 0) return { ok: true, from: "error-message", denials, skipped: [] };
  if (/[{[]/.test(trimmed.charAt(0)))
    return { ok: false, message: "This begins like JSON but is not: copy the whole event." };
  if (/encoded authorization failure message/i.test(trimmed))
    return {
      ok: false,
      message:
        "This message is encoded. Decode it with `aws sts decode-authorization-message --encoded-message …` and paste what that prints.",
    };
  return {
    ok: false,
    message:
      "This is no CloudTrail event, and no message with “is not authorized to perform: … on resource: …”.",
  };
}

function readJson(parsed: unknown): DenialText {
  const decoded = deniedByDecodedMessage(parsed);
  if (decoded) return { ok: true, from: "decoded-message", denials: [decoded], skipped: [] };
  const events = eventsIn(parsed);
  const denials: Denial[] = [];
  const skipped: string[] = [];
  for (const event of events) {
    const read = deniedByEvent(event);
    if (typeof read === "string") skipped.push(read);
    else denials.push(...read);
  }
  if (denials.length > maximumDenials)
    skipped.push(
      `${denials.length - maximumDenials} more requests: only the first ${maximumDenials} are shown.`,
    );
  if (denials.length > 0)
    return { ok: true, from: "cloudtrail", denials: denials.slice(0, maximumDenials), skipped };
  return {
    ok: false,
    message:
      skipped[0] ?? "This JSON is no CloudTrail event: it has no eventSource and no eventName.",
  };
}

/** One event, a list of them, the file format `Records`, or what `aws cloudtrail lookup-events` prints. */
function eventsIn(parsed: unknown): readonly unknown[] {
  if (Array.isArray(parsed)) return parsed;
  const { Records, Events, CloudTrailEvent } = objectOf(parsed);
  if (Array.isArray(Records)) return Records;
  if (Array.isArray(Events)) return Events.flatMap(eventsIn);
  if (typeof CloudTrailEvent === "string" && nestingOf(CloudTrailEvent) <= maximumDocumentDepth)
    return [parse(CloudTrailEvent)];
  return [parsed];
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
