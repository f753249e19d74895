import { allServices } from "#policy/services";
import { createLinter } from "./linter.ts";

/** The linter that goes by the reference of all services: see `Linter`. */
export const { lint, fixAll } = createLinter(allServices);
