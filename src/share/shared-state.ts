import type { Layer, Scenario } from "#scenario";

/** The content of a link: what the screen shows, and nothing else. */
export interface SharedState {
  readonly scenario: Scenario;
  /** The full text of each edited document, valid JSON or not, by document id. */
  readonly edits: Readonly<Record<string, string>>;
  /** The document to show first. */
  readonly documentId?: string;
  /** The ignored rules by document id; only documents with at least one. */
  readonly ignored?: IgnoredRules;
  /** Policies and grants beside the documents; left out if there are none. */
  readonly layers?: readonly Layer[];
}

export type IgnoredRules = Readonly<Record<string, readonly string[]>>;

/** The result of decoding. `dropped` names what was invalid. */
export type DecodedState =
  | { readonly ok: true; readonly state: SharedState; readonly dropped: readonly string[] }
  | { readonly ok: false; readonly reason: DecodeFailure; readonly message: string };

/**
 * `empty`: there is no link. `foreign`: not a Keyhole link. `broken`: incomplete or changed. `newer`: from a newer
 * version. `too-large`: over the limits. `large`: the address says only that the work is too large for a link.
 */
export type DecodeFailure = "empty" | "foreign" | "broken" | "newer" | "too-large" | "large";

/** Replaces a link in the address that would be too long. */
export const largeFragment = "large";

/** Longer files are refused. A thousand accounts with five keys each take 2 MiB. */
export const maximumFileLength = 32 * 1_048_576;
/** The version of the file format. A change that old files do not survive needs the next number. */
export const fileVersion = 1;

/** Longer fragments are refused; a page offers a file instead. */
export const maximumFragmentLength = 524_288;
/** The largest decompressed payload, in bytes. */
export const maximumPayloadSize = 1_048_576;
/** The deepest nesting of the JSON in a link. */
export const maximumPayloadDepth = 64;

/**
 * The version of the link format, before the first dot. A change that old links do not survive needs the next number.
 */
export const linkVersion = 1;

/** Whether a text can be a document id: words of letters, digits, dash and underscore, separated by slashes. */
export function isDocumentId(text: string): boolean {
  return text.length <= 256 && /^[\w-]+(?:\/[\w-]+)+$/.test(text);
}
