import type { Scenario } from "#scenario";
import { cdkFiles } from "./cdk/cdk-files.ts";
import { cliFiles } from "./cli/cli-files.ts";
import { cloudFormationFiles } from "./cloudformation/cloudformation-files.ts";
import { withExampleMark } from "./example-mark.ts";
import type { ExportedDocument, ExportedFile } from "./exported-document.ts";
import { jsonFiles } from "./json-files.ts";
import type { ExportOptions } from "./options.ts";
import { withPrerequisites } from "./prerequisites.ts";
import { reportFiles } from "./report/report-files.ts";
import { rolloutOf } from "./rollout.ts";
import { stackSetFiles } from "./stackset/stackset-files.ts";
import { terraformFiles } from "./terraform/terraform-files.ts";

/** What documents can be written as. */
export const exportFormats = [
  "json",
  "terraform",
  "cli",
  "cloudformation",
  "stackset",
  "cdk",
  "report-html",
  "report-md",
] as const;
export type ExportFormat = (typeof exportFormats)[number];

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
  const files = withPrerequisites(scenario, filesOf(format, scenario, documents, options));
  return withExampleMark(scenario, files);
}

function filesOf(
  format: ExportFormat,
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  options: ExportOptions,
): readonly ExportedFile[] {
  switch (format) {
    case "json":
      return jsonFiles(scenario, documents);
    case "terraform":
      return terraformFiles(rolloutOf(scenario, documents), options);
    case "cloudformation":
      return cloudFormationFiles(rolloutOf(scenario, documents), options);
    case "stackset":
      return stackSetFiles(rolloutOf(scenario, documents), options);
    case "cdk":
      return cdkFiles(rolloutOf(scenario, documents), options);
    case "report-html":
    case "report-md":
      return reportFiles(format, scenario, documents, options.report);
    case "cli":
      return cliFiles(rolloutOf(scenario, documents), options);
  }
}
