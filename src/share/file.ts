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
  foreign: "This is not a Keyhole file: one begins with the member “keyhole”.",
  broken: "The file is incomplete or was altered: it is no JSON. Ask for it again, whole.",
  newer: "The file comes from a newer version of Keyhole. Reload the page, then open it again.",
  "too-large": `The file is larger than the ${maximumFileLength / 1_048_576} MiB that Keyhole opens.`,
};

/** The file's own depth: an edited document is two levels down. */
const maximumFileDepth = maximumPayloadDepth + 4;

/**
 * What a link carries as a file to read, to keep and to compare: `{ "keyhole": 1, "scenario": …, "edits": … }`, an edited
 * document as the JSON it is, or as text where that is no JSON with two spaces. The same state gives the same text.
 */
export function encodeFile({ scenario, edits, documentId, ignored }: SharedState): string {
  const forms = { scenario, edits: editForms(edits), documentId, ignored };
  const file = { keyhole: fileVersion, ...membersFor("file", forms) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads a file that `encodeFile` wrote, or that anybody else did: every value is checked as those of a link, what is not
 * valid is dropped and named, size and depth are bounded, and it never throws.
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
