export { type Checker, CheckerFailed, createChecker, type Watch } from "./checker.ts";
