export { importText } from "./import-text.ts";
export type {
  BroughtKey,
  BroughtPolicy,
  BroughtRole,
  Format,
  Imported,
  ImportProblem,
  Unresolved,
} from "./imported.ts";
