import { createHandedView } from "../import/handed-view.ts";

/** The dialog for many accounts. */
export const bulkView = createHandedView();
