export { type Checker, CheckerFailed, createChecker } from "./checker.ts";
