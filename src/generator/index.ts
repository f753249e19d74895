export type {
  Attachment,
  GeneratedDocument,
  GeneratorNote,
  StatementReason,
} from "./document.ts";
export { examplesOf } from "./examples-of.ts";
export { documentsByAccount, generate } from "./generate.ts";
export { notesOf } from "./notes.ts";
export { type PastLimit, pastLimits } from "./past-limits.ts";
export {
  exampleNamings,
  type SizeOption,
  sizeOptionFor,
  sizeOptionsFor,
} from "./size-options.ts";
