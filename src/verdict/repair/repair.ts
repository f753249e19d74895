import type { MitigationId } from "#acquisition";
import type { TextEdit } from "#engine";
import type { Guards } from "#scenario";

/** What is wrong, with the changes that settle it, the smallest first. Each was tried by the run. Plain JSON. */
export interface ProblemRepairs {
  readonly of: "step" | "probe" | "claim";
  /** The id of the step (of the import or of another user of a key), probe or claim. */
  readonly id: string;
  readonly repairs: readonly Repair[];
}

/** One change of the documents or of an answer that settles a problem. */
export interface Repair {
  /** What to do, in one sentence: “Add "kms:Decrypt" to UseSourceKeys”. */
  readonly title: string;
  /** What changes, one line each. */
  readonly diff: readonly DiffLine[];
  /** Edits of the documents, for exactly the texts that were verified. */
  readonly edits: readonly DocumentEdits[];
  /** The answer to give, in place of edits. */
  readonly answer?: AnswerChange;
  /** Titles of the abuses that are refused now and would be allowed. */
  readonly opens: readonly string[];
}

/** The edits of one document. */
export interface DocumentEdits {
  readonly documentId: string;
  readonly edits: readonly TextEdit[];
}

/** One thing that a repair takes out or puts in. */
export interface DiffLine {
  /** The Sid of the statement, or the question. */
  readonly where: string;
  readonly removed?: string;
  readonly added?: string;
}

/** An answer that a repair gives. `path` is the question, as `validateScenario` names it. */
export type AnswerChange =
  | { readonly path: string; readonly guards: Partial<Guards> }
  | { readonly path: string; readonly mitigation: MitigationId }
  | { readonly path: string; readonly createGrant: "aws-resources"; readonly keyId: string };
