import type { ProblemRepairs } from "#verdict";
import type { TextRepair } from "../editor/text-editor-props.ts";

/** The smallest repair of each problem, if it edits one document only and that is this one. Each once. */
export function repairsIn(
  problems: readonly ProblemRepairs[],
  documentId: string,
  statements: readonly { readonly start: number; readonly end: number }[],
  text: string,
): readonly TextRepair[] {
  const repairs = new Map<string, TextRepair>();
  for (const { repairs: own } of problems) {
    const [first] = own;
    const [edited, ...others] = first?.edits ?? [];
    if (!first || edited?.documentId !== documentId || others.length > 0) continue;
    const at = edited.edits[0]?.start ?? 0;
    const statement = statements.find(({ start, end }) => start <= at && at <= end);
    const { title } = first;
    repairs.set(title, {
      title,
      edits: edited.edits,
      // A statement that is missing is offered everywhere.
      statement: statement ?? { start: 0, end: text.length },
    });
  }
  return [...repairs.values()];
}
