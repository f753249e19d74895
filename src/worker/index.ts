export { type Checker, CheckerFailed, createChecker, type Watch } from "./client.ts";
export type { ExportOrder } from "./export.ts";
export type { Results } from "./messages.ts";
