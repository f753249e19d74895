import type { GeneratorNote } from "#generator";
import type { WorkDocument } from "#state";

/** The documents of one account, and what there is to say about those it does not have. */
export interface AccountGroup {
  readonly account: string;
  readonly documents: readonly WorkDocument[];
  readonly notes: readonly GeneratorNote[];
}

/** Documents and notes by account, the platform's own first, the others in the order in which they come. */
export function groupsOf(
  platformAccount: string,
  documents: readonly WorkDocument[],
  notes: readonly GeneratorNote[],
): readonly AccountGroup[] {
  const accounts = new Set([
    platformAccount,
    ...documents.map(({ generated }) => generated.account),
    ...notes.map(({ account }) => account),
  ]);
  return [...accounts]
    .map((account) => ({
      account,
      documents: documents.filter(({ generated }) => generated.account === account),
      notes: notes.filter((note) => note.account === account),
    }))
    .filter((group) => group.documents.length > 0 || group.notes.length > 0);
}

/** The documents whose kind, name, account or region has each of the words, in any case. */
export function matching(
  documents: readonly WorkDocument[],
  search: string,
): readonly WorkDocument[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return documents.filter(({ generated: { kind, name, account, region = "" } }) => {
    const text = `${kind} policy ${name} ${account} ${region}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
