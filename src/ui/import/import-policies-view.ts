import { createImportView } from "./import-view.ts";

export type { ImportInput } from "./import-view.ts";

/** Whether the dialog that imports policies is open. */
export const importPoliciesView = createImportView();
