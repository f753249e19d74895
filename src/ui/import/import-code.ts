export { DroppedInput } from "./dropped-input.tsx";

// Only the documents' chunk imports the dialogs: code that both use then stays in that chunk, and the page fetches one file.

/** Loads the dialog for policies. */
export const loadImportPoliciesDialog = () => import("./import-policies-dialog.tsx");
/** Loads the dialog for many accounts. */
export const loadBulkDialog = () => import("../bulk/bulk-dialog.tsx");
