import type { Finding } from "#engine";
import { type IgnoredRules, ignoredIn } from "#state";
import { severities } from "./severities.ts";

/** A rule that is ignored in a document, with its findings there. */
export interface IgnoredRule {
  readonly rule: string;
  readonly findings: readonly Finding[];
}

/** The findings of rules that are not ignored, in the document's order. */
export function activeFindings(
  findings: readonly Finding[],
  ignored: readonly string[],
): readonly Finding[] {
  return ignored.length === 0 ? findings : findings.filter(({ rule }) => !ignored.includes(rule));
}

/** The number of errors in all documents, without ignored rules. */
export function errorCount(
  findings: Readonly<Record<string, readonly Finding[]>>,
  ignored: IgnoredRules,
): number {
  return Object.entries(findings)
    .flatMap(([documentId, own]) => activeFindings(own, ignoredIn(ignored, documentId)))
    .filter(({ severity }) => severity === "error").length;
}

/** The ignored rules with their findings, including rules without findings. */
export function ignoredFindings(
  findings: readonly Finding[],
  ignored: readonly string[],
): readonly IgnoredRule[] {
  return ignored.map((rule) => ({
    rule,
    findings: findings.filter((finding) => finding.rule === rule),
  }));
}

/** The findings by severity, the most severe first; findings of one severity keep the document's order. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity),
  );
}

/** The most severe finding at an offset; of nested findings, the inner one. */
export function findingAt(findings: readonly Finding[], offset: number): Finding | undefined {
  const here = findings.filter(({ start, end }) => start <= offset && offset <= end);
  // The inner one of two nested findings is the narrowest.
  const narrowest = Math.min(...here.map(({ start, end }) => end - start));
  return worstFirst(here.filter(({ start, end }) => end - start === narrowest))[0];
}
