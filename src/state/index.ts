export {
  documentsOf,
  generatedOf,
  isWritten,
  type Subject,
  subjectOf,
} from "./documents.ts";
export { guideSteps } from "./guide-steps.ts";
export { ignoredIn } from "./ignored-rules.ts";
export type { KeyholeState } from "./keyhole-state.ts";
export { layerDocumentsOf, shownDocument, textsOf } from "./layer-documents.ts";
export { fileTextOf, layersLeftOut, linkTo } from "./link.ts";
export { loadDocumentWork } from "./load-document-work.ts";
export { markOf } from "./mark-of.ts";
export type { Page } from "./page.ts";
export { type ReplacedShare, replacedShareOf } from "./replaced-work.ts";
export { start } from "./start.ts";
export type { RemovedPiece } from "./storage/kept-pieces.ts";
export type { KeptPiece, KeptWork } from "./storage/kept-work.ts";
export { createKeyhole, type KeyholeOptions } from "./store.ts";
export { createChecking } from "./verdicts/checking.ts";
export type {
  Checking,
  FindingsState,
  RepairsState,
  WorkChecker,
} from "./verdicts/checking-state.ts";
export type { AccountVerdicts, VerdictState, VerdictStatus } from "./verdicts/verdict-state.ts";
export type {
  Conflict,
  ConflictKind,
  DocumentId,
  Edit,
  IgnoredRules,
  Notice,
  Part,
  Reveal,
  RolloutProgress,
  Saved,
  View,
  Work,
  WorkDocument,
  Writing,
} from "./work.ts";
