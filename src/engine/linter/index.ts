export { type ExplainedRule, explainedRules } from "./explained-rules.ts";
export { createLinter, type Linter } from "./linter.ts";
export { namesOnly } from "./names-only.ts";
