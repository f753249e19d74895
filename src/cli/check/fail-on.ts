import { isLeftOpen, type Severity, type Verdict } from "#keyhole";
import { CouldNotBeDone } from "../terminal.ts";
import type { LocatedFinding } from "./located-finding.ts";

/** What `--fail-on` names. */
export type FailOn =
  | { readonly what: "broken" | "open" | "refuted" }
  | { readonly what: "finding"; readonly severity: Severity };

const severities: readonly Severity[] = ["error", "security", "warning", "suggestion"];

/** What counts without `--fail-on`. */
export const usually: readonly FailOn[] = [
  { what: "broken" },
  { what: "refuted" },
  { what: "finding", severity: "security" },
];

/** Reads `--fail-on broken,finding:warning`. Throws `CouldNotBeDone` at a word that it does not know. */
export function readFailOn(text: string): readonly FailOn[] {
  return text.split(",").map((word): FailOn => {
    const what = word.trim();
    if (what === "broken" || what === "open" || what === "refuted") return { what };
    const severity = severities.find((one) => what === `finding:${one}`);
    if (severity) return { what: "finding", severity };
    throw new CouldNotBeDone(
      `--fail-on does not know “${what}”. It takes broken, open, refuted, and finding:error, finding:security, finding:warning or finding:suggestion.`,
    );
  });
}

/** Whether a severity is as grave as another, or worse. */
export function isAsGrave(severity: Severity, as: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(as);
}

/**
 * Why a verdict falls short, in sentences; none if it is clean. What is incomplete or not decided always counts: nobody
 * knows whether it is clean.
 */
export function shortcomings(
  verdict: Required<Verdict>,
  findings: readonly LocatedFinding[],
  failOn: readonly FailOn[],
): readonly string[] {
  const { status, summary, claims } = verdict;
  const reasons: string[] = [];
  const undecided = claims.filter(({ result }) => result === "undecided").length;
  if (status.kind === "incomplete" || status.kind === "undecided") reasons.push(status.sentence);
  else if (undecided > 0)
    reasons.push(`${counted(undecided, "claim is", "claims are")} not decided.`);
  for (const one of failOn) {
    const reason = reasonFor(one, verdict, findings);
    if (reason) reasons.push(reason);
  }
  // A run whose requests could not be decided may be reported as stopping first: it is not clean either.
  if (summary.works === "unknown" && reasons.length === 0)
    reasons.push(`Not decided: ${summary.why}.`);
  return [...new Set(reasons)];
}

function reasonFor(
  failOn: FailOn,
  { status, summary, claims, otherUsers }: Required<Verdict>,
  findings: readonly LocatedFinding[],
): string | undefined {
  const refuted = claims.filter(({ result }) => result === "refuted");
  const stopped = otherUsers.filter(({ state }) => state === "broken");
  switch (failOn.what) {
    case "broken":
      if (status.kind === "stops") return status.sentence;
      if (stopped.length > 0)
        return `${counted(stopped.length, "other user", "other users")} can no longer use a key.`;
      return summary.blocked > 0
        ? `${counted(summary.blocked, "required permission is", "required permissions are")} blocked.`
        : undefined;
    case "refuted": {
      const count = refuted.filter((claim) => !isLeftOpen(claim)).length;
      return count > 0 ? `${counted(count, "claim is", "claims are")} refuted.` : undefined;
    }
    case "open": {
      const abuses = summary.open + summary.knowinglyOpen;
      if (refuted.length > 0)
        return `${counted(refuted.length, "claim is", "claims are")} refuted, those that an answer leaves open included.`;
      return abuses > 0 ? `${counted(abuses, "abuse is", "abuses are")} open.` : undefined;
    }
    case "finding": {
      const count = findings.filter(
        ({ accepted, severity }) => !accepted && isAsGrave(severity, failOn.severity),
      ).length;
      return count > 0
        ? `${counted(count, "finding", "findings")} of severity ${failOn.severity}${failOn.severity === "error" ? "" : " or worse"}.`
        : undefined;
    }
  }
}

/** “1 claim is”, “2 claims are”. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
