export { decodeState } from "./decode.ts";
export { encodeState } from "./encode.ts";
export { decodeFile, encodeFile } from "./file.ts";
export { type RestoredScenario, restoreScenario } from "./restore-scenario.ts";
export {
  type DecodedState,
  type DecodeFailure,
  isDocumentId,
  largeFragment,
  maximumFileLength,
  maximumFragmentLength,
  type SharedState,
} from "./shared-state.ts";
export { type FieldKeptIn, fieldsKeptIn, type Keeping, workFields } from "./work-fields.ts";
