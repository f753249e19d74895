export { type Checker, CheckerFailed, createChecker, type Watch } from "./checker.ts";
export type { ExportOrder } from "./jobs.ts";
