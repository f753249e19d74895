import type { Scenario } from "#scenario";
import { completed } from "../complete.ts";
import { eventsInText } from "../wrapped/events-in.ts";
import { maximumLength, newSearch } from "../wrapped/search.ts";
import { denialFromMessage, readEvent } from "./cloudtrail-event.ts";
import { deniedByDecodedMessage } from "./decoded-message.ts";
import type { Denial, DenialText, ParsedDenial } from "./denial.ts";
import { messagesIn } from "./error-message.ts";
import { objectOf, parseJson } from "./json.ts";

const maximumDenials = 100;

/**
 * Reads a denied call: a CloudTrail event, a list or file of events, a decoded authorization message, or an error
 * message in text or JSON. Returns the requests, completed from the answers, or says what cannot be read. Never throws.
 */
export function readDenial(text: string, scenario: Scenario): DenialText {
  return readPaste(text, scenario).denialText;
}

/** What a paste has: its denied calls, and all events and texts in it, for those who look for something else. */
export interface Paste {
  readonly text: string;
  readonly denialText: DenialText;
  readonly events: readonly unknown[];
  readonly texts: readonly string[];
}

/** Reads a paste as `readDenial` does. */
export function readPaste(text: string, scenario: Scenario): Paste {
  // An event that was copied out of a list ends with a comma.
  const trimmed = text.trim().replace(/,$/, "");
  const refused = (message: string) => ({
    denialText: problem(message),
    text: "",
    events: [],
    texts: [],
  });
  if (trimmed === "") return refused("Paste a CloudTrail event or an AWS error message.");
  if (trimmed.length > maximumLength)
    return refused("This is over 5 MiB. Paste only the denied event.");
  const decoded = deniedByDecodedMessage(parseJson(trimmed));
  if (decoded) {
    const denialText = { ok: true, from: "decoded-message", denials: [decoded], skipped: [] };
    return { denialText: denialText as DenialText, text: trimmed, events: [], texts: [] };
  }
  const search = newSearch();
  const events = onceEach(eventsInText(trimmed, search));
  const fromEvents = readEvents(events, scenario);
  const texts = search.texts;
  const denialText =
    fromEvents ??
    readMessages(texts.join("\n"), scenario) ??
    problem(search.problem ?? notUnderstood(trimmed));
  return { denialText, text: trimmed, events, texts };
}

/** Why a text without a denied call is not understood. */
function notUnderstood(text: string): string {
  if (/^\[\s*\]$/.test(text)) return "This list has no events.";
  if (/^[{[]/.test(text) && parseJson(text) !== undefined)
    return "This JSON is not a CloudTrail event: it has no eventSource and no eventName.";
  if (/^\{/.test(text)) return "This begins like JSON but is not complete. Copy the whole event.";
  if (/encoded authorization failure message/i.test(text))
    return "This message is encoded. Decode it with `aws sts decode-authorization-message --encoded-message …` and paste the output.";
  return "This is neither a CloudTrail event nor a message with “is not authorized to perform: … on resource: …”.";
}

function problem(message: string): DenialText {
  return { ok: false, message };
}

/** Tools store an event twice: as fields and as text. Events without an id are all kept. */
function onceEach(events: readonly unknown[]): readonly unknown[] {
  const seen = new Set<string>();
  return events.filter((event) => {
    const { eventID } = objectOf(event);
    if (typeof eventID !== "string" || eventID === "") return true;
    const isNew = !seen.has(eventID);
    seen.add(eventID);
    return isNew;
  });
}

/** The denied calls of events. Returns `undefined` if there are no events. */
function readEvents(events: readonly unknown[], scenario: Scenario): DenialText | undefined {
  if (events.length === 0) return undefined;
  const parsedDenials: ParsedDenial[] = [];
  const problems: string[] = [];
  const ended: { readonly ended: string; readonly call: string }[] = [];
  for (const [call, event] of events.entries()) {
    const read = readEvent(event);
    if ("parsedDenials" in read)
      parsedDenials.push(...read.parsedDenials.map((one) => ({ ...one, call })));
    else if ("problem" in read) problems.push(read.problem);
    else ended.push(read);
  }
  const { denials, skipped } = completedAll(parsedDenials, scenario);
  const left = [...counted([...problems, ...skipped]), ...notDenied(ended)];
  if (denials.length > 0)
    return {
      ok: true,
      from: "cloudtrail",
      denials,
      skipped: [...left, ...tooMany(parsedDenials)],
    };
  const [only] = ended;
  if (only && ended.length === 1 && problems.length === 0)
    return problem(
      `${only.call} ${only.ended ? `ended in ${only.ended}` : "succeeded"}: only a denied call can be explained.`,
    );
  return problem(left[0] ?? "This list has no events.");
}

function readMessages(text: string, scenario: Scenario): DenialText | undefined {
  const parsedDenials = messagesIn(text).map((message, call) => ({
    ...denialFromMessage(message),
    call,
  }));
  const { denials, skipped } = completedAll(parsedDenials, scenario);
  return denials.length > 0
    ? { ok: true, from: "error-message", denials, skipped: counted(skipped) }
    : undefined;
}

function completedAll(
  parsedDenials: readonly ParsedDenial[],
  scenario: Scenario,
): { denials: readonly Denial[]; skipped: readonly string[] } {
  const all = parsedDenials.slice(0, maximumDenials).map((one) => completed(one, scenario));
  return {
    denials: all.filter((one) => typeof one !== "string"),
    skipped: all.filter((one) => typeof one === "string"),
  };
}

function tooMany(parsedDenials: readonly ParsedDenial[]): readonly string[] {
  const more = parsedDenials.length - maximumDenials;
  return more > 0
    ? [`${more} more denied requests. Only the first ${maximumDenials} are shown.`]
    : [];
}

/** Each text once, with its number of occurrences. */
function counted(texts: readonly string[]): readonly string[] {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return [...times].map(([text, number]) => (number > 1 ? `${text} (${number} events)` : text));
}

/** Says which events were left out because they were not denied. */
function notDenied(ended: readonly { readonly ended: string }[]): readonly string[] {
  if (ended.length === 0) return [];
  const times = new Map<string, number>();
  for (const { ended: code } of ended) times.set(code, (times.get(code) ?? 0) + 1);
  const ends = [...times].map(([code, number]) =>
    code === "" ? `${number} succeeded` : `${number} ended in ${code}`,
  );
  const nouns =
    ended.length === 1 ? "event was not denied and is" : "events were not denied and are";
  return [`${ended.length} ${nouns} left out: ${ends.join(", ")}.`];
}
