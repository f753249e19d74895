export { documentsOf, shownDocument } from "./documents.ts";
export type { KeyholeState } from "./keyhole-state.ts";
export { createKeyhole, type KeyholeOptions } from "./store.ts";
export type {
  Conflict,
  ConflictKind,
  DocumentId,
  Edit,
  Notice,
  Part,
  Saved,
  View,
  Work,
  WorkDocument,
} from "./work.ts";
