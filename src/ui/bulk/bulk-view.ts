import { createHandedView } from "../bring/handed-view.ts";

/** The dialog for many accounts. */
export const bulkView = createHandedView();
