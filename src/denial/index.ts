export type { Denial, DenialText } from "./denial.ts";
export { readDenial } from "./read-denial.ts";
