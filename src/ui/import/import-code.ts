export { DroppedInput } from "./dropped-input.tsx";

// Only the documents' chunk asks for the dialogs: code that both use then stays in that chunk, one file for the page to fetch.

/** The dialog for policies. */
export const loadBringDialog = () => import("./bring-dialog.tsx");
/** The dialog for many accounts. */
export const loadBulkDialog = () => import("../bulk/bulk-dialog.tsx");
