export { type Explained, explain } from "./explain.ts";
export { type Suggestions, suggest } from "./suggest.ts";
export type { Suggestion, SuggestionKind, Surroundings } from "./suggestion.ts";
