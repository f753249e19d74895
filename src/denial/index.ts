export type { AwsSaid } from "./aws-said.ts";
export type { Denial, DenialText } from "./denial.ts";
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
export { readDenial } from "./read-denial.ts";
export { textOfFile } from "./wrapped/text-of-file.ts";
