import { allServices } from "#policy/services";
import { createLinter } from "./linter.ts";
import type { Lint, LintOptions } from "./types.ts";

/** What is wrong with a policy text, by the reference of all services: see `Linter`. Keeps nothing between calls. */
export const lint: Lint = (text, options) => createLinter(allServices).lint(text, options);

/** The text with everything repaired that a rule finds in it, by the reference of all services: see `Linter`. */
export const fixAll = (text: string, rule: string, options: LintOptions): string =>
  createLinter(allServices).fixAll(text, rule, options);
