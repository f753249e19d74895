export type {
  Attachment,
  GeneratedDocument,
  GeneratorNote,
  StatementReason,
} from "./document.ts";
export { documentsByAccount, generate } from "./generate.ts";
export { notesOf } from "./notes.ts";
export { type PastLimit, pastLimits } from "./past-limits.ts";
export {
  exampleNamings,
  examplesOf,
  type SizeOption,
  sizeOptionFor,
  sizeOptionsFor,
} from "./size-options.ts";
export {
  keysWithManyAdministrators,
  type SmallerKeyPolicies,
  withAdministrators,
} from "./smaller-key-policies.ts";
