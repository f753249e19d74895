export { documentsOf, type Subject, shownDocument, subjectOf } from "./documents.ts";
export { ignoredIn } from "./ignored-rules.ts";
export type { KeyholeState } from "./keyhole-state.ts";
export { fileTextOf, linkTo } from "./link.ts";
export { loadDocumentWork } from "./load-document-work.ts";
export type { Page } from "./page.ts";
export { start } from "./start.ts";
export { createKeyhole, type KeyholeOptions } from "./store.ts";
export {
  createVerdicts,
  type VerdictState,
  type VerdictStatus,
  type Verify,
} from "./verdicts.ts";
export type {
  Conflict,
  ConflictKind,
  DocumentId,
  Edit,
  IgnoredRules,
  Notice,
  Part,
  Reveal,
  Saved,
  View,
  Work,
  WorkDocument,
} from "./work.ts";
