import { type Keeping, workFields } from "#share";
import type { KeyholeState } from "./keyhole-state.ts";

/** The names of the state's fields without its commands. */
type DataField = {
  [Field in keyof KeyholeState]: KeyholeState[Field] extends (...given: never[]) => unknown
    ? never
    : Field;
}[keyof KeyholeState];

const onThisPage = { link: null, file: null, storage: false, history: false } as const;

/** Every field of the state, with where it is kept. A field that is missing here does not compile. */
const stateFields: { readonly [Field in DataField]: Keeping } = {
  ...workFields,
  // Beside the work in the storage, and in each step of the history.
  workId: { link: null, file: null, storage: true, history: true },
  // In another store, a copy for each tab.
  history: { link: null, file: null, storage: true, history: false },
  kept: onThisPage,
  notice: onThisPage,
  reveal: onThisPage,
  // In the address while the page shows it.
  rulePage: onThisPage,
  // In the entry of the browser's history.
  guideStep: onThisPage,
  isFirstVisit: onThisPage,
  dialogs: onThisPage,
  writing: onThisPage,
  canUndo: onThisPage,
  canRedo: onThisPage,
  entry: onThisPage,
};

/** The fields that a link has something of. */
export const fieldsInLinks: readonly DataField[] = (Object.keys(stateFields) as DataField[]).filter(
  (field) => stateFields[field].link !== null,
);
