import type { StatementPlace } from "#acquisition";
import { parseDocument } from "#policy";
import { type Draft, textOf } from "./draft.ts";
import { placedStatements } from "./statements.ts";

/** Whose a statement of a merged document is, and what it is called. */
export function statementsIn(drafts: readonly Draft[]) {
  const read = new Map(
    drafts.map((draft) => {
      const parsed = parseDocument(textOf(draft));
      return [
        draft.document.id,
        { draft, statements: parsed.ok ? placedStatements(parsed.tree) : [] },
      ];
    }),
  );
  return {
    /** Ours stand behind theirs, or in the place of an earlier form. */
    isTheirs: ({ documentId, statement }: StatementPlace): boolean => {
      const draft = read.get(documentId)?.draft;
      if (!draft || statement >= draft.statements.length + draft.more.length) return false;
      return draft.ours.every(
        ({ place }) => place.kind !== "replaces" || place.theirs !== statement,
      );
    },
    sidOf: ({ documentId, statement }: StatementPlace): string | undefined =>
      read.get(documentId)?.statements[statement]?.sid,
  };
}
