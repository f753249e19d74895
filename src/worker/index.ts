export { type Checker, CheckerFailed, createChecker, type Watch } from "./client.ts";
export type { ExportOrder } from "./export.ts";
export type { Results, Subject, Verdict } from "./messages.ts";
export type { FoundRule, PartVerdict } from "./survey.ts";
