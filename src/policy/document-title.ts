import type { DocumentKind } from "./document.ts";

/** The name of each kind of document. */
export const kindWords: Readonly<Record<DocumentKind, string>> = {
  identity: "Identity policy",
  trust: "Trust policy",
  key: "Key policy",
};

interface Titled {
  readonly kind: DocumentKind;
  /** The role's name, or the key's id or alias. */
  readonly name: string;
  readonly part?: { readonly number: number; readonly of: number };
}

/** The title of a document: "Identity policy of CadoResponseRole". */
export function documentTitle({ kind, name, part }: Titled): string {
  const which = part ? ` (${part.number} of ${part.of})` : "";
  return `${kindWords[kind]} of ${name || "the role"}${which}`;
}
