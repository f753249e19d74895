import type { Finding } from "#engine";
import type { FindingsState } from "#state";

/** What is known of a document's findings, and whether it is about the current text. */
export interface DocumentFindings {
  readonly findings: readonly Finding[];
  readonly current: boolean;
}

/** The findings of a document as last verified; empty until it has been verified. */
export function findingsOn(
  { findings, texts }: FindingsState,
  documentId: string,
  text: string,
): DocumentFindings {
  const own = Object.hasOwn(findings, documentId) ? findings[documentId] : undefined;
  return { findings: own ?? none, current: texts.get(documentId) === text };
}
const none: readonly Finding[] = [];

/** What a component selects from the last findings. */
