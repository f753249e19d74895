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
export type { Denial, DenialText } from "./read/denial.ts";
export { readDenial } from "./read/read-denial.ts";
export { textOfFile } from "./wrapped/text-of-file.ts";
