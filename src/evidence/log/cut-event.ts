import { type NotedMember, type NotedName, notedText } from "./noted-members.ts";

/** An event's text without the values that differ in calls that are alike. */
export interface CutEvent {
  /** Two events with the same rest differ in nothing that decides their calls. */
  readonly rest: string;
  readonly eventTime?: string;
  readonly eventID?: string;
  readonly sharedEventID?: string;
}

/** What no policy and no grant asks for. */
export interface Ignored {
  /** The name of the caller's session. */
  readonly session: boolean;
  /** The session's name in calls of AssumeRole. */
  readonly sessionName: boolean;
  /** Which volume or snapshot an encryption context names. */
  readonly volume: boolean;
}

/**
 * Cuts the values that differ in any two calls out of an event's text, so that a text like an earlier one need not be parsed.
 * Returns `undefined` if a value is not plain.
 */
export function cutEvent(
  text: string,
  members: readonly NotedMember[],
  ignored: Ignored,
): CutEvent | undefined {
  // A call that makes a grant, and one under a grant, are decided one by one.
  const isAlone =
    notedText(text, members, "eventName") === "CreateGrant" ||
    notedText(text, members, "caller")?.includes("aws:ec2-infrastructure");
  const cut: { eventTime?: string; eventID?: string; sharedEventID?: string } = {};
  let rest = "";
  let from = 0;
  for (const { name, start, end } of members) {
    const kept = keptOf(name, text.slice(start, end), isAlone ? nothing : ignored);
    if (kept === undefined) return undefined;
    if (name === "eventTime" || name === "eventID" || name === "sharedEventID")
      cut[name] = text.slice(start, end);
    rest += text.slice(from, start + kept);
    from = end;
  }
  return { rest: rest + text.slice(from), ...cut };
}

const nothing: Ignored = { session: false, sessionName: false, volume: false };

/** How many characters of a value count. Returns `undefined` if it has another form than its values have. */
function keptOf(name: NotedName, value: string, ignored: Ignored): number | undefined {
  switch (name) {
    case "eventTime":
    case "eventID":
    case "sharedEventID":
      return value.length <= longestId && plain.test(value) ? 0 : undefined;
    case "requestID":
    case "callerId":
    case "accessKey":
    case "sessionDate":
      return plain.test(value) ? 0 : undefined;
    case "caller": {
      const [role] = /^arn:[\w-]+:sts::\d+:assumed-role\/[^/]+\/(?=[\w+=,.@-]+$)/.exec(value) ?? [];
      return ignored.session && role !== undefined ? role.length : value.length;
    }
    case "sessionName":
      return ignored.sessionName && sessionName.test(value) ? 0 : value.length;
    case "volume":
      return ignored.volume ? kindOfVolume(value).length : value.length;
    case "eventSource":
    case "eventName":
    case "region":
    case "account":
      return value.length;
  }
}

/** The name of a role's session. Source: STS API Reference, "AssumeRole" (`RoleSessionName`). */
export const sessionName = /^[\w+=,.@-]+$/;

/** What all volumes, or all snapshots, have in common: `vol-` or `snap-`. Any other text as it is. */
export function kindOfVolume(volume: string): string {
  return /^(?:vol|snap)-(?=[\da-f]{8,40}$)/.exec(volume)?.[0] ?? volume;
}

/** No escape, and no character that JSON refuses in a text. */
const plain = /^[\w:.@+=,/-]+$/;
const longestId = 100;
