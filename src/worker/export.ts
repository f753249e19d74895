import { runAcquisition, runProbes } from "#acquisition";
import {
  type ExportedDocument,
  type ExportedFile,
  type ExportFormat,
  type ExportOptions,
  exportFiles,
  reportFindings,
} from "#export";
import type { Scenario } from "#scenario";
import { findingsOf } from "./findings.ts";

/** What is to be written, of what. */
export interface ExportOrder {
  readonly subject: {
    readonly scenario: Scenario;
    readonly documents: readonly ExportedDocument[];
  };
  readonly format: ExportFormat;
  readonly options: Omit<ExportOptions, "report">;
  /** The rules that are ignored, by document id: a report says so. */
  readonly ignored: Readonly<Record<string, readonly string[]>>;
  /** As a report shall bear it. */
  readonly date: string;
}

/** Writes the files. For a report it runs the import and the abuses on the very documents that the report shows. */
export function exported({
  subject,
  format,
  options,
  ignored,
  date,
}: ExportOrder): readonly ExportedFile[] {
  const { scenario, documents } = subject;
  if (format !== "report-html" && format !== "report-md")
    return exportFiles(format, scenario, documents, options);
  const report = {
    date,
    steps: runAcquisition(scenario, documents),
    probes: runProbes(scenario, documents),
    findings: reportFindings(findingsOf(scenario, documents), documents, ignored),
  };
  return exportFiles(format, scenario, documents, { ...options, report });
}
