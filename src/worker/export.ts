import { type Probe, type Step, surveyOf } from "#acquisition";
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
import type { Linters } from "./linters.ts";
import { light } from "./parcel.ts";

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
  linters: Linters,
): Promise<readonly ExportedFile[]> {
  const { scenario, documents } = subject;
  if (format !== "report-html" && format !== "report-md")
    return exportFiles(format, scenario, documents, options);
  const linter = await linters.forDocuments(documents);
  const report = {
    date,
    ...runFor(scenario, documents),
    findings: reportFindings(findingsOf(linter, scenario, documents), documents, ignored),
  };
  return exportFiles(format, scenario, documents, { ...options, report });
}

/** The whole run, part by part and without what a report does not tell: of a thousand accounts it would not fit. */
function runFor(scenario: Scenario, documents: readonly ExportedDocument[]) {
  const survey = surveyOf(scenario, documents);
  const steps: Step[] = [];
  const probes: Probe[] = [];
  for (const partId of survey.partIds) {
    const part = survey.decide(partId);
    steps.push(...part.steps.map(light));
    probes.push(...part.probes.map(light));
  }
  return { steps, probes };
}
