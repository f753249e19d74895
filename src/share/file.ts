import { isDeeperThan } from "#policy";
import { editForms } from "./edit-form.ts";
import { isRecord, restoreState } from "./restore-state.ts";
import { fieldsFrom, membersFor } from "./shared-members.ts";
import {
  type DecodedState,
  type DecodeFailure,
  fileVersion,
  maximumFileLength,
  maximumPayloadDepth,
  type SharedState,
} from "./shared-state.ts";

const messages: Readonly<Record<"foreign" | "broken" | "newer" | "too-large", string>> = {
  foreign: "This is not a Keyhole file: its first member must be “keyhole”.",
  broken: "The file is incomplete or was changed: it is not JSON. Ask for the whole file again.",
  newer: "The file is from a newer version of Keyhole. Reload the page, then open the file again.",
  "too-large": `The file is larger than the ${maximumFileLength / 1_048_576} MiB that Keyhole can open.`,
};

/** The depth limit of a file, in which an edited document is two levels deeper. */
const maximumFileDepth = maximumPayloadDepth + 4;

/**
 * The content of a link as a readable file: `{ "keyhole": 1, "scenario": …, "edits": … }`. An edited document is JSON,
 * or a text if it is not JSON with two spaces. The same state gives the same text.
 */
export function encodeFile({ scenario, edits, documentId, ignored, layers }: SharedState): string {
  const forms = { scenario, edits: editForms(edits), documentId, ignored, layers };
  const file = { keyhole: fileVersion, ...membersFor("file", forms) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Decodes a file. The file is untrusted: every value is checked, invalid ones are dropped and named, and size and depth
 * are bounded. Never throws.
 */
export async function decodeFile(text: string): Promise<DecodedState> {
  if (text.length > maximumFileLength) return failure("too-large");
  const json = text.replace(/^\uFEFF/, "");
  if (isDeeperThan(json, maximumFileDepth)) return failure("broken");
  let file: unknown;
  try {
    file = JSON.parse(json);
  } catch {
    return failure("broken");
  }
  if (!isRecord(file) || !Object.hasOwn(file, "keyhole")) return failure("foreign");
  const { keyhole, ...members } = file;
  if (typeof keyhole !== "number" || keyhole < 1) return failure("foreign");
  if (keyhole > fileVersion) return failure("newer");
  const { raw, unknown } = fieldsFrom("file", members);
  if (!isRecord(raw.scenario)) return failure("broken");
  return restoreState(raw, unknown);
}

function failure(reason: keyof typeof messages & DecodeFailure): DecodedState {
  return { ok: false, reason, message: messages[reason] };
}
