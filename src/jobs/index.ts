export type { Watch } from "./calls.ts";
export { type ComparedSides, createJobs, type Jobs, parts } from "./jobs.ts";
export type { Report } from "./slices.ts";
