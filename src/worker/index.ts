export { type Checker, CheckerFailed, createChecker } from "./client.ts";
export type { ExportOrder } from "./export.ts";
export type { Results, Subject, Verdict } from "./messages.ts";
