import type { DocumentKind } from "#policy";
import type { ExportedDocument } from "./exported-document.ts";

/** Names of folders and files for accounts: the id where it is one; what is none is made safe, and numbered. */
export function accountNamesOf(accounts: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return accounts.map((account) => {
    const preferred = /^\d{12}$/.test(account) ? account : "account";
    let name = preferred;
    for (let number = 2; taken.has(name); number += 1) name = `${preferred}-${number}`;
    taken.add(name);
    return name;
  });
}

type Named = Pick<ExportedDocument, "kind" | "account" | "region" | "name" | "part">;

const kindNames: Readonly<Record<DocumentKind, string>> = {
  identity: "identity-policy",
  key: "key-policy",
  trust: "trust-policy",
};

/**
 * The name of a document's file: account, region, kind, and the role or key, in letters, digits, dots and dashes, so
 * that it needs no quoting in any shell and is a file name on every system.
 */
export function fileNameOf(document: Named): string {
  const { part } = document;
  const words = [
    document.account || "account",
    document.region,
    kindNames[document.kind],
    document.name,
    part ? `${part.number}-of-${part.of}` : undefined,
  ];
  return `${words.map(fileWord).filter(Boolean).join("-")}.json`;
}

/** The file names of documents that lie in one folder: those that would be equal are numbered. */
export function fileNamesOf(documents: readonly Named[]): readonly string[] {
  const taken = new Set<string>();
  return documents.map((document) => {
    const preferred = fileNameOf(document);
    let name = preferred;
    // File systems that ignore case would otherwise lose one of two roles that differ only in it.
    for (let number = 2; taken.has(name.toLowerCase()); number += 1)
      name = preferred.replace(/\.json$/, `-${number}.json`);
    taken.add(name.toLowerCase());
    return name;
  });
}

function fileWord(text: string | undefined): string {
  const word = (text ?? "").replace(/[^A-Za-z0-9._]+/g, "-").slice(0, 80);
  return word.replace(/^[-.]+|[-.]+$/g, "");
}
