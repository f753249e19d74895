export type { Watch } from "./calls.ts";
export { type ComparedSides, createJobs, type Jobs, type LogFile, parts } from "./jobs.ts";
export type { Report } from "./slices.ts";
