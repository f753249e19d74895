import { exampleWarning, hasExampleValues, type Scenario } from "#scenario";
import type { ExportedFile } from "./exported-document.ts";

/** Readmes and scripts say at their head that the answers hold example values. Policies stay exactly as they are. */
export function withExampleMark(
  scenario: Scenario,
  files: readonly ExportedFile[],
): readonly ExportedFile[] {
  if (!hasExampleValues(scenario)) return files;
  return files.map((file) => {
    if (/(?:^|\/)README\.md$/.test(file.path))
      return afterFirstLine(file, `\n**${exampleWarning}.**`);
    return file.path.endsWith(".sh") ? afterFirstLine(file, `# ${exampleWarning}.`) : file;
  });
}

/** A heading, or the line that names the shell. */
function afterFirstLine(file: ExportedFile, line: string): ExportedFile {
  const end = file.text.indexOf("\n");
  return end < 0
    ? file
    : { ...file, text: `${file.text.slice(0, end)}\n${line}${file.text.slice(end)}` };
}
