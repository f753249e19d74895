import type { Finding } from "#engine";
import { type IgnoredRules, ignoredIn } from "#state";
import { severities } from "./severities.ts";

/** A rule that is ignored in a document, with what it would say there. */
export interface IgnoredRule {
  readonly rule: string;
  readonly findings: readonly Finding[];
}

/** The findings that count, in the document's order. */
export function heard(
  findings: readonly Finding[],
  ignored: readonly string[],
): readonly Finding[] {
  return ignored.length === 0 ? findings : findings.filter(({ rule }) => !ignored.includes(rule));
}

/** How many findings of all documents are errors that count. */
export function errorCount(
  findings: Readonly<Record<string, readonly Finding[]>>,
  ignored: IgnoredRules,
): number {
  return Object.entries(findings)
    .flatMap(([documentId, own]) => heard(own, ignoredIn(ignored, documentId)))
    .filter(({ severity }) => severity === "error").length;
}

/** What is not heard, by rule; rules that would say nothing at present included. */
export function unheard(
  findings: readonly Finding[],
  ignored: readonly string[],
): readonly IgnoredRule[] {
  return ignored.map((rule) => ({
    rule,
    findings: findings.filter((finding) => finding.rule === rule),
  }));
}

/** The findings from the worst down, those of one severity in the document's order. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity),
  );
}

/** The worst of the findings whose text an offset is in or at. */
export function findingAt(findings: readonly Finding[], offset: number): Finding | undefined {
  const here = findings.filter(({ start, end }) => start <= offset && offset <= end);
  // Of two that enclose one another the inner one is meant.
  const narrowest = Math.min(...here.map(({ start, end }) => end - start));
  return worstFirst(here.filter(({ start, end }) => end - start === narrowest))[0];
}
