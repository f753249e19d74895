export { type Checker, CheckerFailed, createChecker } from "./client.ts";
export type { Results, Subject, Verdict } from "./messages.ts";
