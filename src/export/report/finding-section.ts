import { withCommas } from "#policy";
import type { ReportFinding } from "../options.ts";
import {
  type Inline,
  type Line,
  paragraph,
  type Section,
  section,
  table,
  worded,
} from "./blocks.ts";
import { grouped } from "./words.ts";

const severities: readonly ReportFinding["severity"][] = [
  "error",
  "security",
  "warning",
  "suggestion",
];

/** What each severity is called, with its tone. */
export const severityWords: Readonly<Record<ReportFinding["severity"], Inline>> = {
  error: { state: "error", tone: "bad" },
  security: { state: "security", tone: "bad" },
  warning: { state: "warning", tone: "caution" },
  suggestion: { state: "suggestion", tone: "open" },
};

/** How many findings count of each severity that there is, from the worst down. */
export function severityCounts(
  findings: readonly ReportFinding[],
): readonly { readonly severity: ReportFinding["severity"]; readonly number: number }[] {
  const active = findings.filter(({ ignored }) => !ignored);
  return severities
    .map((severity) => ({
      severity,
      number: active.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ number }) => number > 0);
}

/** What the linter says of the documents, the worst first; the same finding in many documents is listed once. */
export function findingSection(
  findings: readonly ReportFinding[],
  titleOf: (documentId: string) => string,
): readonly Section[] {
  const same = grouped(findings, ({ rule, message, ignored }) =>
    JSON.stringify([rule, message, ignored]),
  );
  const rows = severities
    .flatMap((severity) => same.filter(([first]) => first.severity === severity))
    .map((own): readonly Line[] => {
      const [{ severity, rule, message, ignored }] = own;
      const shown = own
        .slice(0, 5)
        .map(({ documentId, line }) => `${titleOf(documentId)}, line ${line}`);
      const rest = own.length - 5;
      return [
        ignored ? [severityWords[severity], " (ignored)"] : [severityWords[severity]],
        worded(message),
        [{ code: rule }],
        [`${shown.join("; ")}${rest > 0 ? `; … ${withCommas(rest)} more` : ""}`],
      ];
    });
  return section(
    ["Findings"],
    findings.length === 0
      ? [paragraph("The linter finds nothing in these documents.")]
      : [
          ...(findings.some(({ ignored }) => ignored)
            ? [paragraph("Ignored: the author chose to ignore this rule.")]
            : []),
          ...table(["Severity", "What", "Rule", "Where"], rows),
        ],
    { anchor: "findings" },
  );
}
