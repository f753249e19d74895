import { createHandedView } from "./handed-view.ts";

export type { Handed } from "./handed-view.ts";

/** The dialog that brings policies. */
export const bringView = createHandedView();
