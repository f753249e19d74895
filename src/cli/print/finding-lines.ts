import type { LocatedFinding } from "../check/located-finding.ts";
import type { Paint } from "./paint.ts";

/** Findings, one a line, in the form that editors and terminals make links of. */
export function findingLines(findings: readonly LocatedFinding[], paint: Paint): string[] {
  if (findings.length === 0) return [];
  const shown = findings.filter(({ accepted }) => !accepted);
  const accepted = findings.length - shown.length;
  return [
    `Findings: ${shown.length}${accepted > 0 ? `, and ${accepted} that are ignored or in the baseline` : ""}.`,
    ...shown.map(({ path, title, start, severity, rule, message }) => {
      const grave = severity === "error" || severity === "security";
      const place = path ?? title;
      return `  ${place}:${start.line}:${start.column}: ${paint(grave ? "red" : "yellow", severity)} ${rule}: ${message}`;
    }),
  ];
}
