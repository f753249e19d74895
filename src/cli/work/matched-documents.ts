import { posix } from "node:path";
import {
  exportFiles,
  type GeneratedDocument,
  type ImportedPolicy,
  matchPolicies,
  type Scenario,
} from "#keyhole";
import { type FilePolicy, isManifest, type TextFile } from "./policy-files.ts";
import type { CommandDocument } from "./work.ts";

/**
 * A file without a policy that has the name of a file that `keyhole generate --output` writes: its policy is lost, for
 * example because the file was cut off.
 */
export function lostPolicy(
  scenario: Scenario,
  documents: readonly CommandDocument[],
  files: readonly TextFile[],
  policies: readonly FilePolicy[],
): TextFile | undefined {
  const read = new Set(policies.map(({ place }) => place.path));
  const without = files.filter((file) => !read.has(file.path) && !isManifest(file));
  if (without.length === 0) return undefined;
  const named = documentsByFile(scenario, documents);
  return without.find(({ path }) => named.has(posix.basename(path)));
}

/** The documents with the texts of files in them. */
export interface MatchedDocuments {
  readonly documents: readonly CommandDocument[];
  readonly notes: readonly string[];
}

/**
 * Puts each policy into the document that it belongs to: a role has one trust policy, a key one key policy. All identity
 * policies of a role together take the place of the generated ones. A text that says nothing of its role or key belongs
 * where its file's name says, if Keyhole gave it that name. A policy that belongs to no document is named.
 */
export function withPolicies(
  scenario: Scenario,
  documents: readonly CommandDocument[],
  policies: readonly FilePolicy[],
): MatchedDocuments {
  const matches = matchPolicies(policies, scenario, documents);
  const named = policies.length > 0 ? documentsByFile(scenario, documents) : new Map();
  const byDocument = new Map<string, FilePolicy[]>();
  const notes: string[] = [];
  policies.forEach((policy, index) => {
    const match = matches[index];
    const byFile = named.get(posix.basename(policy.place.path));
    const documentId =
      match?.best?.by !== "name" && !match?.isLate && match?.documentIds.includes(byFile ?? "")
        ? byFile
        : match?.best?.documentId;
    if (documentId === undefined) notes.push(`${policy.place.path}: ${whyUnused(policy, match)}`);
    else byDocument.set(documentId, [...(byDocument.get(documentId) ?? []), policy]);
  });
  const replacedRoles = new Set(
    documents.flatMap((document) =>
      document.kind === "identity" && byDocument.has(document.id) ? [roleOf(document)] : [],
    ),
  );
  const matched = documents.flatMap((document): CommandDocument[] => {
    const own = byDocument.get(document.id);
    if (own) return own.map((policy, index) => fromFile(document, policy, index));
    // The files have other identity policies of this role: those are all that it has.
    return document.kind === "identity" && replacedRoles.has(roleOf(document)) ? [] : [document];
  });
  return { documents: matched, notes };
}

/** The documents by the names of the files that `keyhole generate --output` writes. */
function documentsByFile(
  scenario: Scenario,
  documents: readonly CommandDocument[],
): ReadonlyMap<string, string> {
  const files = exportFiles("json", scenario, documents);
  return new Map(documents.map(({ id }, index) => [files[index]?.path ?? "", id]));
}

function fromFile(document: CommandDocument, policy: FilePolicy, index: number): CommandDocument {
  const { part: _, ...whole } = document;
  return {
    ...whole,
    ...(index > 0 ? { id: `${document.id}/file-${index + 1}`, further: true as const } : {}),
    text: policy.text,
    from: "files",
    place: policy.place,
  };
}

function roleOf({ attachTo }: GeneratedDocument): string {
  return attachTo.to === "role" ? attachTo.roleArn : "";
}

function whyUnused(
  policy: ImportedPolicy,
  match: ReturnType<typeof matchPolicies>[number] | undefined,
): string {
  if (match?.isLate)
    return `“${policy.title}” is not used: an earlier policy belongs to the same role or key.`;
  return match && match.documentIds.length > 0
    ? `“${policy.title}” is not used: it does not say which of the answers' roles or keys it belongs to.`
    : `“${policy.title}” is not used: the answers have no document of its kind.`;
}
