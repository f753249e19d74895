import type { AccessBeyond } from "#acquisition";
import type { AccountRun, StillWorks, Subject } from "#verdict";
import { exportFiles } from "./export-files.ts";
import type { ExportedDocument, ExportedFile } from "./exported-document.ts";
import type { ExportFormat } from "./formats.ts";
import type { ExportOptions } from "./options.ts";
import { reportFindings } from "./report/report-findings.ts";

/** What the user exports. A report says which rules are ignored (by document id), and the date. */
export interface ExportOrder {
  readonly format: ExportFormat;
  readonly options: Omit<ExportOptions, "report" | "onWork">;
  readonly ignored: Readonly<Record<string, readonly string[]>>;
  readonly date: string;
  /** Of a report: the version of Keyhole, and the link that opens the work. */
  readonly version?: string;
  readonly link?: string;
}

/** Whether a format says what works, and therefore needs the runs of all accounts. */
export function isReport(format: ExportFormat): boolean {
  return format === "report-html" || format === "report-md";
}

/** What an export needs besides the order. */
export interface ExportInput {
  /** The run of every account: only a report reads it. */
  readonly runs?: readonly AccountRun[];
  /** What is allowed beyond the import: only a report reads it. */
  readonly beyond?: AccessBeyond;
  /** What still works after each step of taking the access back: only a report reads it. */
  readonly stillWorks?: readonly StillWorks[];
  /** See `ExportOptions`. */
  readonly onWork: () => void;
}

/** Writes the documents of a subject as files. */
export function exportOrder(
  { scenario, documents, layers }: Subject,
  { format, options, ignored, date, version, link }: ExportOrder,
  { runs = [], beyond, stillWorks, onWork }: ExportInput,
): readonly ExportedFile[] {
  const findings = Object.assign({}, ...runs.map((run) => run.findings));
  const report = {
    date,
    ...(version === undefined ? {} : { version }),
    ...(link === undefined ? {} : { link }),
    layers,
    steps: runs.flatMap(({ steps }) => steps),
    probes: runs.flatMap(({ probes }) => probes),
    claims: runs.flatMap(({ claims }) => claims),
    otherUsers: runs.flatMap(({ otherUsers }) => otherUsers),
    ...(beyond ? { beyond } : {}),
    ...(stillWorks ? { stillWorks } : {}),
    findings: reportFindings(findings, documents, ignored),
  };
  return exportFiles(format, scenario, documents as readonly ExportedDocument[], {
    ...options,
    onWork,
    ...(isReport(format) ? { report } : {}),
  });
}
