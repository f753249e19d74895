/** What is different in two events of the same call: their ids and their time. */
export interface EventStamp {
  readonly eventID?: string;
  readonly sharedEventID?: string;
  readonly eventTime?: string;
}

/** Finds events that differ from an earlier one in ids and time alone, without parsing them. */
export interface EventTexts<Content> {
  /** What was kept for an event of this text, and its own ids and time. */
  readonly known: (
    text: string,
  ) => { readonly content: Content; readonly stamp: EventStamp } | undefined;
  /** Keeps what an event says besides ids and time. */
  readonly keep: (text: string, event: Readonly<Record<string, unknown>>, content: Content) => void;
}

/** Members that each event has another value of. The request id is not read. */
const stamps = /"(eventID|sharedEventID|eventTime|requestID)"(\s*:\s*)"([^"\\]*)"/g;

/** Characters of the texts that are kept: those of about 25,000 usual events. */
const mostText = 32 * 1_048_576;

/**
 * Most events of a log are repetitions of some hundred calls: a text without its ids and its time is one that was seen, and
 * parsing takes longer than all else.
 */
export function createEventTexts<Content>(): EventTexts<Content> {
  const contents = new Map<string, Content>();
  let size = 0;
  return {
    known: (text) => {
      const { rest, stamp } = withoutStamp(text);
      const content = contents.get(rest);
      return content === undefined ? undefined : { content, stamp };
    },
    keep: (text, event, content) => {
      const { rest, stamp, isOnce } = withoutStamp(text);
      if (size + rest.length > mostText) return;
      // An encryption context may have members of these names: only the event's own may be left out.
      if (!isOnce || Object.entries(stamp).some(([name, value]) => event[name] !== value)) return;
      size += rest.length;
      contents.set(rest, content);
    },
  };
}

function withoutStamp(text: string) {
  const stamp: Record<string, string> = {};
  let isOnce = true;
  let count = 0;
  const left = text.replace(stamps, (_, name: string, colon: string, value: string) => {
    if (stamp[name] !== undefined) isOnce = false;
    stamp[name] = value;
    count += 1;
    return `"${name}"${colon}`;
  });
  return { rest: `${count} ${left}`, stamp: stamp as EventStamp, isOnce };
}
