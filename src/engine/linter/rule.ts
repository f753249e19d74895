import type { DocumentKind, SyntaxNode, SyntaxProblem } from "#policy";
import type { LintedDocument } from "./document/view.ts";
import type { Problem, Severity } from "./types.ts";

/** What a rule's page is made of; the examples are documents of the rule's first kind unless `kind` says another. */
export interface RuleDocs {
  readonly what: string;
  readonly why: string;
  readonly failing: string;
  readonly passing: string;
  readonly source: string;
  readonly kind?: DocumentKind;
}

/** A text that is no policy. */
export interface Unparsed {
  readonly text: string;
  readonly problems: readonly SyntaxProblem[];
  /** The text is JSON, but this value is no object. */
  readonly wholeValue: SyntaxNode | undefined;
}

/** One rule: a small function over a parsed document and the service facts. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  readonly kinds: readonly DocumentKind[];
  readonly docs: RuleDocs;
  /** Asks about all requests, which costs most: it is left out while an error of an earlier rule stands. */
  readonly withoutErrors?: true;
  /** What other rules say of the same text is not said: it is not the text that the user means. */
  readonly replacesOthers?: true;
  readonly check: (document: LintedDocument) => Iterable<Problem>;
  /** For the few rules that judge a text that could not be parsed. */
  readonly checkUnparsed?: (unparsed: Unparsed) => Iterable<Problem>;
}
