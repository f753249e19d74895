import { dryRunCalls, rehearsalOf, watchesOf } from "#evidence";
import { exampleWarning, hasExampleValues, isLarge, type Scenario } from "#scenario";
import { cdkFiles } from "./cdk/cdk-files.ts";
import { cliFiles } from "./cli/cli-files.ts";
import { collectScript } from "./cli/collect-script.ts";
import { rehearseScript } from "./cli/rehearse-script.ts";
import { verifyScript } from "./cli/verify-script.ts";
import { cloudFormationFiles } from "./cloudformation/cloudformation-files.ts";
import type { ExportedDocument, ExportedFile } from "./exported-document.ts";
import type { ExportFormat } from "./formats.ts";
import { withGrantNote } from "./grant-note.ts";
import { jsonFiles } from "./json-files.ts";
import { withLimitNote } from "./limit-note.ts";
import type { ExportOptions } from "./options.ts";
import { codeSpan } from "./plain-text.ts";
import { withReadmeNote } from "./readme-note.ts";
import { reportFiles } from "./report/report-files.ts";
import { rolloutOf } from "./rollout.ts";
import { stackSetFiles } from "./stackset/stackset-files.ts";
import { terraformFiles } from "./terraform/terraform-files.ts";

/**
 * What the answers require of keys and roles of other accounts that no export format creates: the tag or alias by which
 * the platform role's policy names them. In Markdown; `undefined` if the policy names each by ARN.
 */
export function prerequisitesOf({ platformNaming }: Scenario): string | undefined {
  if (!platformNaming) return undefined;
  if (platformNaming.by === "alias")
    return `**Before you roll this out:** the platform role's policy allows only keys of other accounts that have an alias beginning with ${codeSpan(platformNaming.aliasPrefix)}. Create that alias for each key of the list, in the key's account and region. These files do not create it.`;
  const { tagKey, tagValue } = platformNaming;
  return `**Before you roll this out:** the platform role's policy allows only keys and roles of other accounts that have the tag ${codeSpan(`${tagKey} = ${tagValue}`)}. Add it to each key of the list, and to each existing target role. These files add it only to target roles that they create.`;
}

/** Adds the prerequisites below the title of each README. */
export function withPrerequisites(
  scenario: Scenario,
  files: readonly ExportedFile[],
): readonly ExportedFile[] {
  const promised = prerequisitesOf(scenario);
  if (promised === undefined) return files;
  return withReadmeNote(files, promised);
}

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

/**
 * Writes the documents of a scenario as files of a format: the same input gives the same bytes. Documents that are no
 * JSON stand only in the plain files; every other format names them in its first lines. Never throws.
 */
export function exportFiles(
  format: ExportFormat,
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  options: ExportOptions = {},
): readonly ExportedFile[] {
  const written = filesOf(format, scenario, documents, options);
  const noted = withPrerequisites(scenario, withGrantNote(scenario, written));
  const files = withLimitNote(documents, noted);
  return withExampleMark(scenario, files);
}

function filesOf(
  format: ExportFormat,
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  options: ExportOptions,
): readonly ExportedFile[] {
  const watches = options.watch ? watchesOf(scenario, documents) : undefined;
  switch (format) {
    case "json":
      return jsonFiles(scenario, documents, options);
    case "terraform":
      return terraformFiles(rolloutOf(scenario, documents, options), options, watches);
    case "cloudformation":
      return cloudFormationFiles(rolloutOf(scenario, documents, options), options, watches);
    case "stackset":
      return stackSetFiles(rolloutOf(scenario, documents, options), options);
    case "cdk":
      return cdkFiles(rolloutOf(scenario, documents, options), options);
    case "report-html":
    case "report-md":
      return reportFiles(format, scenario, documents, options);
    case "cli": {
      const rehearsal = isLarge(scenario)
        ? undefined
        : rehearseScript(scenario, rehearsalOf(scenario, documents));
      return [
        ...cliFiles(rolloutOf(scenario, documents, options), options),
        // A large run is too long to ask call by call.
        ...(isLarge(scenario)
          ? []
          : [
              { path: "cli/verify.sh", text: verifyScript(dryRunCalls(scenario, documents)) },
              { path: "cli/collect.sh", text: collectScript(scenario) },
            ]),
        ...(rehearsal === undefined ? [] : [{ path: "cli/rehearse.sh", text: rehearsal }]),
      ];
    }
  }
}
