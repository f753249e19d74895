import { attachGuide } from "./attach.ts";
import type { ExportedDocument, ExportedFile } from "./exported-document.ts";
import { fileNamesOf } from "./file-names.ts";
import { policyNameOf } from "./policy-name.ts";

/**
 * Each document as a file, as it stands, valid JSON or not, and `manifest.json`, which says for each where it goes and
 * with which commands. The commands are for a POSIX shell in the folder of the files.
 */
export function jsonFiles(documents: readonly ExportedDocument[]): readonly ExportedFile[] {
  const names = fileNamesOf(documents);
  const entries = documents.map((document, index) => manifestEntry(document, names[index] ?? ""));
  return [
    ...documents.map(({ text }, index) => ({ path: names[index] ?? "", text })),
    { path: "manifest.json", text: `${JSON.stringify({ files: entries }, null, 2)}\n` },
  ];
}

function manifestEntry(document: ExportedDocument, file: string) {
  const { kind, account, region, attachTo, part } = document;
  const { commands, consolePath, hint } = attachGuide(document, file);
  return {
    file,
    kind,
    account,
    ...(region === undefined ? {} : { region }),
    attachTo:
      attachTo.to === "role"
        ? {
            role: attachTo.roleArn,
            ...(kind === "identity" ? { policyName: policyNameOf(attachTo.roleName, part) } : {}),
          }
        : { key: attachTo.keyArn ?? attachTo.keys },
    console: consolePath,
    commands,
    ...(hint === undefined ? {} : { hint }),
  };
}
