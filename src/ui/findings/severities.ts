import type { Finding } from "#engine";
import type { StateTone } from "../parts/state-word.tsx";
import { count } from "../wizard/words.ts";

type Severity = Finding["severity"];

/** From the worst down. */
export const severities = ["error", "security", "warning", "suggestion"] as const;

export const severityTones: Readonly<Record<Severity, StateTone>> = {
  error: "bad",
  security: "bad",
  warning: "caution",
  suggestion: "open",
};

/** What a severity means, in the user's words. */
export const severityMeanings: Readonly<Record<Severity, string>> = {
  error: "AWS refuses it, or it can never work",
  security: "It grants more than it seems to",
  warning: "It works not as it reads",
  suggestion: "It could be tidier or tighter",
};

export interface SeverityCount {
  readonly severity: Severity;
  readonly number: number;
}

/** How many findings there are of each severity that there is, from the worst down. */
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

/** What errors mean for a verdict. */
export function errorSentence(errors: number): string {
  return `${count(errors, "error")} in the documents: AWS refuses them as they are, or a part can never work.`;
}
