import { createImportView } from "../import/import-view.ts";

/** Whether the dialog for many accounts is open. */
export const bulkView = createImportView();
