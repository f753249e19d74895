import type { GeneratedDocument } from "#generator";
import type { DocumentKind } from "#policy";

/** What a kind of document is called on the screen. */
export const kindWords: Readonly<Record<DocumentKind, string>> = {
  identity: "Identity policy",
  trust: "Trust policy",
  key: "Key policy",
};

/** What a document is called: "Identity policy of CadoResponseRole". */
export function titleOf({ kind, name, part }: GeneratedDocument): string {
  const which = part ? ` (${part.number} of ${part.of})` : "";
  return `${kindWords[kind]} of ${name || "the role"}${which}`;
}
