export type { ReplacedName } from "./examples.ts";
export { namesAsJson, type ReplacedWork, withReplacedNames } from "./with-replaced-names.ts";
