import { isDeeperThan, maximumDocumentDepth } from "#policy";
import type { Scenario } from "#scenario";
import { denialFromMessage, readEvent } from "./cloudtrail-event.ts";
import { completed } from "./complete.ts";
import { deniedByDecodedMessage } from "./decoded-message.ts";
import type { Denial, DenialText } from "./denial.ts";
import { messagesIn } from "./error-message.ts";
import { eventsIn } from "./events-in.ts";
import { parseJson, textsIn } from "./json.ts";
import type { ParsedDenial } from "./parsed-denial.ts";

/** Longer texts are refused: CloudTrail's own files are smaller. */
const maximumLength = 5 * 1_048_576;
const maximumDenials = 100;

/**
 * Reads a denied call: a CloudTrail event, a list or file of events, a decoded authorization message, or an error
 * message in text or JSON. Returns the requests, completed from the answers, or says what cannot be read. Never throws.
 */
export function readDenial(text: string, scenario: Scenario): DenialText {
  // An event that was copied out of a list ends with a comma.
  const trimmed = text.trim().replace(/,$/, "");
  if (trimmed === "") return problem("Paste a CloudTrail event or an AWS error message.");
  if (trimmed.length > maximumLength)
    return problem("This is over 5 MiB. Paste only the denied event.");
  if (isDeeperThan(trimmed, maximumDocumentDepth))
    return problem("This is nested deeper than any event. Copy only the event.");
  const parsed = parseJson(trimmed);
  if (parsed !== undefined) return readJson(parsed, scenario);
  const messages = readMessages(trimmed, scenario);
  if (messages) return messages;
  if (/[{[]/.test(trimmed.charAt(0)))
    return problem("This begins like JSON but is not complete. Copy the whole event.");
  if (/encoded authorization failure message/i.test(trimmed))
    return problem(
      "This message is encoded. Decode it with `aws sts decode-authorization-message --encoded-message …` and paste the output.",
    );
  return problem(
    "This is neither a CloudTrail event nor a message with “is not authorized to perform: … on resource: …”.",
  );
}

function problem(message: string): DenialText {
  return { ok: false, message };
}

function readJson(parsed: unknown, scenario: Scenario): DenialText {
  const decoded = deniedByDecodedMessage(parsed);
  if (decoded) return { ok: true, from: "decoded-message", denials: [decoded], skipped: [] };
  const parsedDenials: ParsedDenial[] = [];
  const problems: string[] = [];
  const ended: { readonly ended: string; readonly call: string }[] = [];
  for (const event of eventsIn(parsed)) {
    const read = readEvent(event);
    if ("parsedDenials" in read) parsedDenials.push(...read.parsedDenials);
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
  // The message may be anywhere in a response body or log line.
  const messages = ended.length === 0 && readMessages(textsIn(parsed).join("\n"), scenario);
  return messages || problem(left[0] ?? "This list has no events.");
}

function readMessages(text: string, scenario: Scenario): DenialText | undefined {
  const parsedDenials = messagesIn(text).map((message) => denialFromMessage(message));
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
