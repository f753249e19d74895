import { documentTitle } from "#policy";
import type { ExportedDocument } from "../exported-document.ts";

/** What each document is called where it stands outside its account, by id. */
export function titlesOf(documents: readonly ExportedDocument[]): (documentId: string) => string {
  const titles = new Map(
    documents.map((document) => {
      const { id, account, region } = document;
      const title = documentTitle(document);
      return [id, `${account}: ${region === undefined ? title : `${title} in ${region}`}`];
    }),
  );
  return (documentId) => titles.get(documentId) ?? documentId;
}
