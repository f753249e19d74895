export { completed } from "./complete.ts";
export { explainDenial } from "./explain-denial.ts";
export type {
  CallToFind,
  Explained,
  ExplainedDenial,
  ExplainedDenials,
  ExplainedRefusal,
  ExplainedSymptom,
  Query,
  Suggestion,
} from "./explained.ts";
export type { AwsSaid } from "./read/aws-said.ts";
export { type LoggedCall, readCall, timeOfEvent } from "./read/cloudtrail-event.ts";
export type { Denial, DenialText, ParsedDenial } from "./read/denial.ts";
export { readDenial } from "./read/read-denial.ts";
export { eventsIn, eventsInText, isEvent } from "./wrapped/events-in.ts";
export { newSearch } from "./wrapped/search.ts";
export { textOfFile } from "./wrapped/text-of-file.ts";
export { createGunzip, isGzip } from "./wrapped/unzipped.ts";
