import type { Probe, Step } from "#acquisition";
import type { Linter } from "#engine/linter";
import {
  type ExportedDocument,
  type ExportedFile,
  type ExportFormat,
  type ExportOptions,
  exportFiles,
  reportFindings,
} from "#export";
import type { Scenario } from "#scenario";
import type { Verdict, Verifier } from "#verdict";

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
export async function exported(
  { subject, format, options, ignored, date }: ExportOrder,
  linterFor: (documents: readonly ExportedDocument[]) => Promise<Linter>,
  verifier: Verifier,
): Promise<readonly ExportedFile[]> {
  const { scenario, documents } = subject;
  if (format !== "report-html" && format !== "report-md")
    return exportFiles(format, scenario, documents, options);
  const linter = await linterFor(documents);
  const steps: Step[] = [];
  const probes: Probe[] = [];
  const findings: Record<string, Verdict["findings"][string]> = {};
  for (const account of verifier.runAccounts(subject, linter)) {
    steps.push(...account.steps);
    probes.push(...account.probes);
    Object.assign(findings, account.findings);
  }
  const found = reportFindings(findings, documents, ignored);
  const report = { date, steps, probes, findings: found };
  return exportFiles(format, scenario, documents, { ...options, report });
}
