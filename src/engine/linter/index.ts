export { createLinter, type Linter } from "./linter.ts";
export { namesOnly } from "./names-only.ts";
