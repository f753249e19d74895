import { posix } from "node:path";
import { type ImportedLayer, type ImportedPolicy, importText } from "#keyhole";
import { findPolicies } from "./find-policies.ts";
import { isJsonDocuments } from "./json-documents.ts";
import type { DocumentPlace } from "./work.ts";

/** A file, or standard input, with its text. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A policy in a file. */
export interface FilePolicy extends ImportedPolicy {
  readonly place: DocumentPlace;
}

/** The policies of files, and what of the files was not used. */
export interface FilePolicies {
  readonly policies: readonly FilePolicy[];
  /** Those whose text says to which account, role or key they belong. */
  readonly layers: readonly ImportedLayer[];
  readonly notes: readonly string[];
}

/** The policies in files of any format that the page imports. Never throws. */
export function policiesIn(files: readonly TextFile[]): FilePolicies {
  const policies: FilePolicy[] = [];
  const layers: ImportedLayer[] = [];
  const notes: string[] = [];
  for (const { path, text } of files) {
    if (isManifest({ path, text })) continue;
    const imported = importText(text, path);
    const texts = imported.policies.map((policy) => policy.text);
    const ranges = findPolicies(text, texts);
    for (const layer of imported.layers ?? []) {
      if (layer.owner !== "" && !layer.isGuess) layers.push(layer);
      else
        notes.push(
          `${path}: “${layer.title}” is not used: the text does not say to which account, role or key it belongs. Save it in the answers on the page.`,
        );
    }
    imported.policies.forEach((policy, index) => {
      const rangeOf = ranges[index] ?? (() => undefined);
      const place = { path, text, rangeOf };
      policies.push({ ...policy, id: `${path}#${policy.id}`, place });
      for (const { expression, message } of policy.unresolved)
        notes.push(`${path}: ${policy.title}: ${expression} is not resolved. ${message}`);
    });
    for (const { message } of imported.problems) notes.push(`${path}: ${message}`);
  }
  return { policies, layers, notes };
}

/** The list of files that `keyhole generate --output` writes beside the policies. */
export function isManifest({ path, text }: TextFile): boolean {
  return posix.basename(path) === "manifest.json" && /^\{\s*"order": "As listed\./.test(text);
}

/**
 * Files that are meant to be policies but are no JSON: with a statement, or cut off before it. A file with comments is meant
 * for another program.
 */
export function brokenFiles(files: readonly TextFile[]): readonly TextFile[] {
  return files.filter(({ path, text }) => {
    const beginsAsJson = /^\s*[[{]/.test(text) && !/^\s*\/[/*]/m.test(text);
    const isMeant = text.includes('"Statement"') || beginsAsJson;
    return isMeant && /\.json$|^standard input$/i.test(path) && !isJsonDocuments(text);
  });
}
