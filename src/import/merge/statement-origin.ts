import type { StatementPlace } from "#acquisition";
import { parseDocument } from "#policy";
import { type Draft, textOf } from "./draft.ts";
import { placedStatements } from "./statements.ts";

/** Says for a statement of a merged document whether it was imported or generated, and gives its Sid. */
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
    /** Generated statements follow the imported ones, or replace an earlier form. */
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
