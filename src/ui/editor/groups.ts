import type { GeneratorNote } from "#generator";
import type { WorkDocument } from "#state";

/** The documents of one account, and notes on documents that it does not have. */
export interface AccountGroup {
  readonly account: string;
  /** Named by this in place of the account: the group of the layers. */
  readonly title?: string;
  readonly documents: readonly WorkDocument[];
  readonly notes: readonly GeneratorNote[];
}

/** Documents and notes by account: the platform's account first, the others in their given order. */
export function groupsOf(
  platformAccount: string,
  documents: readonly WorkDocument[],
  notes: readonly GeneratorNote[],
  layers: readonly WorkDocument[] = [],
): readonly AccountGroup[] {
  const groups = new Map<string, { documents: WorkDocument[]; notes: GeneratorNote[] }>();
  const groupOf = (account: string) => {
    const group = groups.get(account) ?? { documents: [], notes: [] };
    groups.set(account, group);
    return group;
  };
  groupOf(platformAccount);
  for (const document of documents) groupOf(document.generated.account).documents.push(document);
  for (const note of notes) groupOf(note.account).notes.push(note);
  const beside = { account: "layers", title: "Beside the documents", documents: layers, notes: [] };
  return [...[...groups].map(([account, group]) => ({ account, ...group })), beside].filter(
    (group) => group.documents.length > 0 || group.notes.length > 0,
  );
}

/** The documents with each word of the search in their kind, name, account or region. Case does not matter. */
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
