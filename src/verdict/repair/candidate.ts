import type { AnswerChange, DiffLine } from "./repair.ts";
import { type EditableStatement, nameOfStatement } from "./statement-edits.ts";

/** A change that may settle a problem: the run decides whether it does. */
export interface Candidate {
  readonly rank: Rank;
  readonly title: string;
  readonly diff: DiffLine;
  readonly change: { readonly documentId: string; readonly text: string } | AnswerChange;
  /** It takes something out of a Deny, or takes the Deny away. */
  readonly weakensDeny?: true;
}

/** Which of several changes that newly allow the same comes first. */
export type Rank = (typeof ranks)[keyof typeof ranks];
export const ranks = {
  /** An answer that nobody has given yet. */
  newAnswer: 0,
  separateStatement: 1,
  /** What the generated statement has and the edited one does not, or the other way round. */
  difference: 2,
  /** One element of a statement that comes close. */
  nearMiss: 3,
  newStatement: 4,
  otherAnswer: 5,
  removedCondition: 6,
  generatedStatement: 7,
  removedStatement: 8,
  generatedDocument: 9,
} as const;

/** A candidate that edits one statement of a document; nothing if the edit cannot be made. */
export function editOf(
  documentId: string,
  at: EditableStatement,
  text: string | undefined,
  rank: Rank,
  title: string,
  lines: Omit<DiffLine, "where">,
): readonly Candidate[] {
  if (text === undefined || text === at.text) return [];
  const candidate = {
    rank,
    title,
    diff: { where: nameOfStatement(at), ...lines },
    change: { documentId, text },
  };
  return [weakens(at, lines) ? { ...candidate, weakensDeny: true } : candidate];
}

/** Adding a principal to the exceptions of a Deny weakens it as much as taking an action out of it. */
function weakens(
  { json }: EditableStatement,
  { added, removed }: Omit<DiffLine, "where">,
): boolean {
  return json.Effect === "Deny" && (added !== undefined || removed !== undefined);
}
