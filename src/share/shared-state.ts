import type { Scenario } from "#scenario";

/** What a link carries: what is on the screen, and nothing of the rest. */
export interface SharedState {
  readonly scenario: Scenario;
  /** The full text of each edited document, valid JSON or not, by document id. */
  readonly edits: Readonly<Record<string, string>>;
  /** The document that the reader should see first. */
  readonly documentId?: string;
  /** The rules that are ignored, by document id; no document without one. */
  readonly ignored?: IgnoredRules;
}

export type IgnoredRules = Readonly<Record<string, readonly string[]>>;

/** What became of a fragment. `dropped` names what it held that could not be read. */
export type DecodedState =
  | { readonly ok: true; readonly state: SharedState; readonly dropped: readonly string[] }
  | { readonly ok: false; readonly reason: DecodeFailure; readonly message: string };

/**
 * `empty`: there is no link. `foreign`: not one of ours. `broken`: ours, but cut short or altered. `newer`: made by a
 * version after this one. `too-large`: more than is opened. `large`: it says only that the work was too large for a link.
 */
export type DecodeFailure = "empty" | "foreign" | "broken" | "newer" | "too-large" | "large";

/** What stands in the address in place of a link that would be too long for it. */
export const largeFragment = "large";

/** Longer files are refused unread. A thousand accounts with five keys each take 2 MiB. */
export const maximumFileLength = 32 * 1_048_576;
/** What a file says of its form. A change that old files do not survive takes the next number. */
export const fileVersion = 1;

/** Longer fragments are refused unread; a page offers a file instead of a link past this. */
export const maximumFragmentLength = 524_288;
/** The most that a fragment may inflate to, in bytes. */
export const maximumPayloadSize = 1_048_576;
/** The deepest nesting of the JSON in a link. */
export const maximumPayloadDepth = 64;

/** What stands before the first dot of a link. A change that old links do not survive takes the next number. */
export const linkVersion = 1;

/** Whether a text can be the id of a document: words of letters, digits, dash and underscore with slashes between. */
export function isDocumentId(text: string): boolean {
  return text.length <= 256 && /^[\w-]+(?:\/[\w-]+)+$/.test(text);
}
