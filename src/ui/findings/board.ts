import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Summary } from "#acquisition";
import type { Finding } from "#engine";

/** What the linter said last, and of which texts: an offset means something in that text only. */
export interface Board {
  readonly findings: Readonly<Record<string, readonly Finding[]>>;
  readonly texts: ReadonlyMap<string, string>;
  /** How the import stood with these texts. */
  readonly summary: Summary | null;
}

/** Written by the verdict, read by the editor beside it. Lost on reload: it is no part of the work. */
export const board = createStore<Board>(() => ({
  findings: {},
  texts: new Map(),
  summary: null,
}));

/** What is known of a document's findings, and whether it is about the text as it stands. */
export interface DocumentFindings {
  readonly findings: readonly Finding[];
  readonly current: boolean;
}

/** The findings of a document as last judged; none while it has not been judged. */
export function findingsOn(
  { findings, texts }: Board,
  documentId: string,
  text: string,
): DocumentFindings {
  const own = Object.hasOwn(findings, documentId) ? findings[documentId] : undefined;
  return { findings: own ?? none, current: texts.get(documentId) === text };
}
const none: readonly Finding[] = [];

/** What a component selects from the last findings. */
export function useBoard<Selected>(selector: (state: Board) => Selected): Selected {
  return useStore(board, selector);
}
