import { createGunzip, eventsIn, eventsInText, isEvent, isGzip, newSearch } from "#denial";
import { type CutEvent, cutEvent, type Ignored } from "./cut-event.ts";
import { type NotedMember, type NotedName, notedText } from "./noted-members.ts";
import { createValueSplitter } from "./split-values.ts";
import { createUtf8Pieces } from "./utf8-pieces.ts";

type Event = Readonly<Record<string, unknown>>;

/** What a log gives, event by event. */
export interface LogHandler {
  /** An event of KMS or STS; `cut` if its text may be compared with later ones. */
  readonly onEvent: (event: Event, cut?: CutEvent) => void;
  /** The text of an event of KMS or STS. Returns whether it was like an earlier one, and is done with. */
  readonly onKnown: (cut: CutEvent) => boolean;
  /** What may be cut out of a text before it is compared. */
  readonly ignored: Ignored;
  /** An event of another service: only what says what the log covers. */
  readonly onOther: (event: Pick<LoggedPlace, "time" | "region" | "account">) => void;
  /** Called again and again while a file is read. */
  readonly onWork: () => void;
}

/** When and where an event was logged. */
export interface LoggedPlace {
  readonly time: string | undefined;
  readonly region: string | undefined;
  readonly account: string | undefined;
}

/** Reads one file that arrives in pieces. */
export interface LogReader {
  /** Takes the next bytes; `isLast` with the last ones, which may be none. Never throws. */
  readonly push: (bytes: Uint8Array, isLast: boolean) => void;
  /** Why a part of the file was not read; `undefined` if all was. */
  readonly problem: () => string | undefined;
}

/** A file that is larger when unpacked is not read to its end: 100,000 events have about 150 MB. */
const largestFile = 4 * 1_073_741_824;
/** Bytes that are unpacked at a time: they become at most about 1,000 times as many. */
const unpackedAtOnce = 16_384;
/** A file without events that is at most so long is searched for events in other wrappers. */
const longestWrapped = 5 * 1_048_576;
const none = new Uint8Array();

/**
 * Reads a file of CloudTrail events: `Records`, lines of JSON, and the wrappers that “Explain a denial” reads; gzip is
 * unpacked. Of a file only the event under way is kept.
 */
export function createLogReader({
  onEvent,
  onKnown,
  ignored,
  onOther,
  onWork,
}: LogHandler): LogReader {
  let problem: string | undefined;
  let isStopped = false;
  let isBegun = false;
  let size = 0;
  let found = 0;
  let wrapped: string | undefined = "";
  /** The first byte, if it arrives alone: two say whether the file is gzip. */
  let held: Uint8Array = none;
  let unzip: ReturnType<typeof createGunzip> | undefined;
  let broken = 0;

  const report = (event: unknown, cut?: CutEvent) => {
    found += 1;
    const known = event as Event;
    if (isOfKmsOrSts(known.eventSource)) onEvent(known, cut);
    else
      onOther({
        time: textIn(known.eventTime),
        region: textIn(known.awsRegion),
        account: textIn(known.recipientAccountId),
      });
  };
  const splitter = createValueSplitter((text, members) => {
    onWork();
    const other = members && eventOfOther(text, members);
    if (other) {
      found += 1;
      onOther(other);
      return;
    }
    const cut = members && cutEvent(text, members, ignored);
    if (cut && onKnown(cut)) {
      found += 1;
      return;
    }
    const value = parsed(text);
    if (value === undefined) broken += 1;
    else if (isEvent(value) && typeof value.userIdentity === "object") report(value, cut);
    else for (const event of eventsIn(value, newSearch())) report(event);
  });
  const onText = (text: string, isLast: boolean) => {
    if (wrapped !== undefined)
      wrapped =
        found > 0 || wrapped.length + text.length > longestWrapped ? undefined : wrapped + text;
    splitter.push(text, isLast);
    if (isLast && found === 0 && wrapped)
      for (const event of eventsInText(wrapped, newSearch())) report(event);
  };
  const toText = createUtf8Pieces(onText);
  const decode = (bytes: Uint8Array, isLast: boolean) => {
    onWork();
    size += bytes.length;
    if (size > largestFile) {
      problem = "The file is over 4 GiB when unpacked: the rest was not read.";
      isStopped = true;
    } else toText(bytes, isLast);
  };
  const push = (piece: Uint8Array, isLast: boolean) => {
    const bytes = held.length === 0 ? piece : new Uint8Array([...held, ...piece]);
    held = isBegun || isLast || bytes.length > 1 ? none : bytes;
    if (held.length > 0) return;
    if (!isBegun && isGzip(bytes)) unzip = createGunzip(decode);
    isBegun = true;
    if (!unzip) {
      decode(bytes, isLast);
      return;
    }
    // Once even without bytes: the last piece may be empty.
    let at = 0;
    do {
      const end = Math.min(bytes.length, at + unpackedAtOnce);
      unzip.push(bytes.subarray(at, end), isLast && end === bytes.length);
      at = end;
    } while (at < bytes.length && !isStopped);
  };
  return {
    problem: () =>
      problem ??
      splitter.problem() ??
      (broken > 0 ? `${broken} objects are no JSON.` : undefined) ??
      (found === 0 ? "It has no CloudTrail event." : undefined),
    push: (bytes, isLast) => {
      if (isStopped) return;
      try {
        push(bytes, isLast);
      } catch {
        problem = unzip
          ? "It begins like gzip but is damaged: the rest was not read."
          : "It is no UTF-8 text.";
        isStopped = true;
      }
    },
  };
}

const isOfKmsOrSts = (source: unknown) =>
  typeof source === "string" && /^(?:kms|sts)\.amazonaws\.com(?:\.cn)?$/.test(source);

/**
 * When and where an event of another service was logged, without parsing it: most events of a log are. Returns `undefined`
 * for a text that may have an event of KMS or STS in it.
 */
function eventOfOther(text: string, members: readonly NotedMember[]): LoggedPlace | undefined {
  const source = notedText(text, members, "eventSource");
  if (source === undefined || isOfKmsOrSts(source)) return undefined;
  if (text.includes("kms.amazonaws.com") || text.includes("sts.amazonaws.com")) return undefined;
  // An escape could spell one of these names.
  if (text.includes("\\u")) return undefined;
  const short = (name: NotedName) => textIn(notedText(text, members, name));
  return { time: short("eventTime"), region: short("region"), account: short("account") };
}

function parsed(text: string): Event | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value as Event;
  } catch {
    return undefined;
  }
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" ? value.slice(0, 100) : undefined;
}
