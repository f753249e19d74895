import type { Scenario } from "#scenario";
import type { ExportedDocument, ExportedFile } from "../exported-document.ts";
import type { ExportOptions } from "../options.ts";
import { reportAsHtml } from "./html.ts";
import { reportAsMarkdown } from "./markdown.ts";
import { reportOf } from "./report.ts";

/** The report for change approval: one file, as HTML to print and archive, or as Markdown for a ticket. */
export function reportFiles(
  format: "report-html" | "report-md",
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  options: ExportOptions,
): readonly ExportedFile[] {
  const content = reportOf(scenario, documents, options);
  options.onWork?.();
  return format === "report-html"
    ? [{ path: "keyhole-report.html", text: reportAsHtml(content) }]
    : [{ path: "keyhole-report.md", text: reportAsMarkdown(content) }];
}
