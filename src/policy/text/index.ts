export { type LooseValue, notKnown, readLooseValue, Steps } from "./loose-value.ts";
export { recordsOf, type TableRecord } from "./table-records.ts";
