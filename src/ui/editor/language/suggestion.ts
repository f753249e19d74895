import type { DocumentKind } from "#policy";
import type { Scenario } from "#scenario";

/** Something to write at a place. */
export interface Suggestion {
  readonly label: string;
  /** A snippet: `$1`, `$0` are where the cursor goes, other `$`, `}` and `\` have a backslash before them. */
  readonly insert: string;
  readonly kind: SuggestionKind;
  /** Beside the label: the access level, the type. */
  readonly detail?: string;
  /** What it means, in a sentence or two of Markdown. */
  readonly about?: string;
  /** The cursor lands where the next suggestions are wanted. */
  readonly again?: boolean;
}

export type SuggestionKind = "action" | "key" | "operator" | "value" | "element" | "statement";

/** What suggestions and explanations know beside the text. */
export interface Surroundings {
  readonly kind: DocumentKind;
  /** The account that the document belongs to. */
  readonly account: string;
  /** Of a key policy: where its key is. */
  readonly region?: string;
  readonly scenario: Scenario;
}

/** Text that a snippet writes as it is. */
export const literal = (text: string) => text.replaceAll(/[\\$}]/g, "\\$&");

/** A JSON string that a snippet writes as it is. */
export const quoted = (text: string) => literal(JSON.stringify(text));

/** The strings of an element that may be one or a list. */
export function textsOf(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === "string");
}

/** A word of a user's, safe within Markdown. */
export const code = (text: string) => `\`${text.replaceAll(/[`\s]+/g, " ").slice(0, 300)}\``;
