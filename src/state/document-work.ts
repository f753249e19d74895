/** Everything that needs the documents themselves: generator, parser, merge. Fetched by `loadDocumentWork`. */
export {
  carriedOver,
  discardedDocument,
  editedDocument,
  openedWork,
  settledConflict,
} from "./carry-work.ts";
export { documentsOf, subjectOf } from "./documents.ts";
