export { verify } from "./check.ts";
export { type Checker, CheckerFailed, createChecker } from "./client.ts";
export type { Results, Subject, Verdict } from "./messages.ts";
