export { examplesOf } from "./examples-of.ts";
export { exampleNamings, type SizeOption, sizeOptionFor, sizeOptionsFor } from "./size-options.ts";
