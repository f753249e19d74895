import type { Finding } from "#engine";
import type { StateTone } from "../parts/state-word.tsx";
import { count } from "../wizard/words.ts";

type Severity = Finding["severity"];

/** The severities, the most severe first. */
export const severities = ["error", "security", "warning", "suggestion"] as const;

export const severityTones: Readonly<Record<Severity, StateTone>> = {
  error: "bad",
  security: "bad",
  warning: "caution",
  suggestion: "open",
};

/** The meaning of each severity. */
export const severityMeanings: Readonly<Record<Severity, string>> = {
  error: "AWS refuses it, or it can never work",
  security: "It grants more than it seems to",
  warning: "It does not do what it says",
  suggestion: "It could be simpler or narrower",
};

/** How many findings have a severity. */
export interface SeverityCount {
  readonly severity: Severity;
  readonly number: number;
}

/** The number of findings of each severity that occurs, the most severe first. */
export function severityCounts(findings: readonly Finding[]): readonly SeverityCount[] {
  return severities
    .map((severity) => ({
      severity,
      number: findings.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ number }) => number > 0);
}

/** "2 errors", "1 security". */
export function countWords({ severity, number }: SeverityCount): string {
  return severity === "security" ? `${number} security` : count(number, severity);
}

/** A sentence about errors in the documents. */
export function errorSentence(errors: number): string {
  return `${count(errors, "error")} in the documents: AWS refuses the text, or a statement can never apply.`;
}
