/** Everything that needs the documents themselves, links included. Fetched by `loadDocumentWork`. */

export { withPresetShape } from "#scenario";
export { decodeFile, decodeState } from "#share";
export {
  carriedOver,
  discardedDocument,
  editedDocument,
  openedWork,
  settledConflict,
} from "./carry-work.ts";
export { documentsOf, isWritten, subjectChangesAt, subjectOf } from "./documents.ts";
export { withIgnored, withoutIgnored } from "./ignored-rules.ts";
export { linkNotices, refusal } from "./link-notices.ts";
