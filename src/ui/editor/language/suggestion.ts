import type { DocumentKind } from "#policy";
import type { Scenario } from "#scenario";

/** A text that can be inserted at a place. */
export interface Suggestion {
  readonly label: string;
  /** A snippet: the cursor goes to `$1` and `$0`; a backslash escapes other `$`, `}` and `\`. */
  readonly insert: string;
  readonly kind: SuggestionKind;
  /** Beside the label: the access level, the type. */
  readonly detail?: string;
  /** What it means, in a sentence or two of Markdown. */
  readonly about?: string;
  /** Whether to show suggestions again, at the cursor's new place. */
  readonly again?: boolean;
}

/** What a suggestion stands for in a policy; it decides the icon in the list. */
export type SuggestionKind = "action" | "key" | "operator" | "value" | "element" | "statement";

/** The context of a text for suggestions and explanations. */
export interface Surroundings {
  readonly kind: DocumentKind;
  /** The account that the document belongs to. */
  readonly account: string;
  /** The region of the key, for a key policy. */
  readonly region?: string;
  readonly scenario: Scenario;
}

/** Escapes a text for a snippet. */
export const literal = (text: string) => text.replaceAll(/[\\$}]/g, "\\$&");

/** A JSON string, escaped for a snippet. */
export const quoted = (text: string) => literal(JSON.stringify(text));

/** The strings of an element that is a string or a list. */
export function textsOf(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === "string");
}

/** A word from the user's text as Markdown code. */
export const code = (text: string) => `\`${text.replaceAll(/[`\s]+/g, " ").slice(0, 300)}\``;
