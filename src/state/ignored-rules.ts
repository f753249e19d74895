import type { DocumentId, IgnoredRules, Work } from "./work.ts";

type Ignoring = Pick<Work, "ignored">;

/** The work with a rule ignored in a document. */
export function withIgnored(work: Ignoring, documentId: DocumentId, rule: string): Ignoring {
  const rules = ignoredIn(work.ignored, documentId);
  return replaced(work, documentId, [...new Set([...rules, rule])].sort());
}

/** The work with a rule no longer ignored in a document. */
export function withoutIgnored(work: Ignoring, documentId: DocumentId, rule: string): Ignoring {
  const rules = ignoredIn(work.ignored, documentId);
  return replaced(
    work,
    documentId,
    rules.filter((one) => one !== rule),
  );
}

/** The rules that are ignored in a document; the same list for the same work. */
export function ignoredIn(ignored: IgnoredRules, documentId: DocumentId): readonly string[] {
  return (Object.hasOwn(ignored, documentId) && ignored[documentId]) || none;
}
const none: readonly string[] = [];

function replaced(work: Ignoring, documentId: DocumentId, rules: readonly string[]): Ignoring {
  const { [documentId]: _, ...others } = work.ignored;
  return { ignored: rules.length === 0 ? others : { ...others, [documentId]: rules } };
}
