import { allServices } from "#policy/services";
import { createLinter } from "./linter.ts";

// Bundlers leave out what is marked as pure if nobody lints.
const linter = /* @__PURE__ */ createLinter(allServices);

/** What is wrong with a policy text, by the reference of all services: see `Linter`. */
export const lint = /* @__PURE__ */ (() => linter.lint)();

/** The text with everything repaired that a rule finds in it, by the reference of all services: see `Linter`. */
export const fixAll = /* @__PURE__ */ (() => linter.fixAll)();
