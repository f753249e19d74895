import type { DocumentKind } from "#policy";

/**
 * error: AWS rejects it, or it can never work. security: it grants more than meant. warning: it works not as meant.
 * suggestion: it could be tidier or tighter.
 */
export type Severity = "error" | "security" | "warning" | "suggestion";

/** A part of the document's text, in UTF-16 code units; `end` is the offset after it. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A replacement of one place in a document's text. */
export interface TextEdit extends Place {
  readonly text: string;
}

/** A repair as text edits, which leave the rest of the document byte for byte as it was. */
export interface Fix {
  readonly label: string;
  readonly edits: readonly TextEdit[];
}

/** What a rule says about one place of a document. */
export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix?: Fix;
}

/** What is known about the scenario that the document belongs to. */
export interface KnownScenario {
  /** The regions that the import needs: where the platform runs and where the sources lie. */
  readonly regions?: readonly string[];
}

/** What the linter knows about a document besides its text. */
export interface LintOptions {
  readonly kind: DocumentKind;
  /** The account that the document belongs to: the role's, or the key's. */
  readonly account: string;
  readonly known?: KnownScenario;
  /** The other identity policies of the same role: what they allow counts where a rule misses something. */
  readonly beside?: readonly string[];
}

/** What a rule's `check` gives; the runner adds the rule's id, and its severity where none is given. */
export interface Problem {
  readonly at: Place;
  readonly message: string;
  readonly severity?: Severity;
  readonly fix?: Fix | undefined;
  /** What is at fault as a whole: nothing is said if a finding worse than a suggestion stands in it, for one fault is one finding. */
  readonly within?: Place;
}

/** `Linter.lint`: what is wrong with a policy document. */
export type Lint = (text: string, options: LintOptions) => Finding[];
