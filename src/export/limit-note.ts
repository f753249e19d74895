import { pastLimits } from "#generator";
import type { ExportedDocument, ExportedFile } from "./exported-document.ts";
import { codeSpan, oneLine } from "./plain-text.ts";
import { withReadmeNote } from "./readme-note.ts";

/** What AWS would refuse for its size, a sentence or two each; empty if all fits. */
export function limitLines(documents: readonly ExportedDocument[]): readonly string[] {
  return pastLimits(documents).map(({ title, text, account, region }) =>
    oneLine(`${[title, account, region].filter(Boolean).join(", ")}. ${text}`),
  );
}

/** Each README says below its title what AWS would refuse for its size. */
export function withLimitNote(
  documents: readonly ExportedDocument[],
  files: readonly ExportedFile[],
): readonly ExportedFile[] {
  const lines = limitLines(documents);
  if (lines.length === 0) return files;
  const note = [
    "**Past AWS’s limits:** this roll-out fails at these documents, unless a quota is raised first.",
    lines.map((line) => `- ${codeSpan(line)}`).join("\n"),
  ].join("\n\n");
  return withReadmeNote(files, note);
}
