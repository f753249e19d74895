import type { ReportFinding } from "../options.ts";

/** A finding as the linter gives it. */
type Found = Pick<ReportFinding, "rule" | "severity" | "message"> & { readonly start: number };

/** What the linter found, by document id, as a report tells it: with lines instead of offsets. */
export function reportFindings(
  findings: Readonly<Record<string, readonly Found[]>>,
  documents: readonly { readonly id: string; readonly text: string }[],
  ignored: Readonly<Record<string, readonly string[]>>,
): readonly ReportFinding[] {
  return documents.flatMap(({ id, text }) => {
    const own = Object.hasOwn(findings, id) ? (findings[id] ?? []) : [];
    const ignoredRules = Object.hasOwn(ignored, id) ? (ignored[id] ?? []) : [];
    return own.map(({ rule, severity, message, start }) => ({
      documentId: id,
      rule,
      severity,
      message,
      line: text.slice(0, start).split("\n").length,
      ...(ignoredRules.includes(rule) ? { ignored: true as const } : {}),
    }));
  });
}
