import { isCounted, type Step, type Summary } from "#acquisition";
import type { Finding } from "#engine";
import { hasExampleValues, type Scenario } from "#scenario";
import type { ClaimResult, Status, StatusKind, Verdict } from "./types.ts";

/** What the status is computed from. */
export interface StatusInput {
  readonly scenario: Scenario;
  /** What the first missing or invalid answer asks for; left out if all answers are complete. */
  readonly problem?: string | undefined;
  readonly summary: Summary;
  readonly steps: readonly Step[];
  readonly findings: Verdict["findings"];
  /** Left out as long as they are being decided. */
  readonly claims?: readonly ClaimResult[] | undefined;
}

/** The state of the work: the worst counts (`StatusKind` lists them from the worst down). */
export function statusOf(input: StatusInput): Status {
  const [kind, sentence] = worst(input);
  return { kind, sentence, example: hasExampleValues(input.scenario) };
}

/** A verdict with its claims, which are decided after all else, and the status that follows from them. */
export function withClaims(
  verdict: Verdict,
  claims: readonly ClaimResult[],
): Verdict & Required<Pick<Verdict, "claims">> {
  const { status } = verdict;
  if (status.kind === "incomplete" || status.kind === "stops") return { ...verdict, claims };
  const [kind, sentence] = worst({ ...verdict, claims });
  return { ...verdict, claims, status: { ...status, kind, sentence } };
}

function worst({
  problem,
  summary,
  steps,
  findings,
  claims,
}: Omit<StatusInput, "scenario">): readonly [StatusKind, string] {
  if (problem !== undefined) return ["incomplete", `An answer is not complete: ${problem}`];
  if (summary.works === "empty") return ["incomplete", summary.text];
  const unreadable = countOf(findings, ({ rule }) => rule === "json-syntax");
  if (unreadable > 0)
    return ["incomplete", `${some(unreadable, "document is", "documents are")} not valid JSON.`];
  if (summary.works === "stops") return ["stops", stopSentence(steps)];
  if (summary.works === "stops-by-answer")
    return ["stops", "The import stops where you withhold CreateGrant."];
  if (summary.works === "unknown") return ["undecided", `Not decided: ${summary.why}.`];
  const undecided = claims?.find(({ result }) => result === "undecided");
  const problems = openProblems(summary, claims, findings);
  if (problems.length > 0 && !undecided)
    return ["open", `The import works, but ${problems.join(", and ")}.`];
  if (undecided) return ["undecided", `Not decided: ${undecided.why ?? undecided.sentence}`];
  if (!claims)
    return [
      "works",
      "The import works. Whether every claim about all requests holds is being decided.",
    ];
  if (claims.length > 0)
    return ["proved", "The import works, and every claim about all requests is proved."];
  return ["works", "The import works, and every abuse that was tried is refused."];
}

/** How many documents have such a finding. */
function countOf(findings: Verdict["findings"], is: (finding: Finding) => boolean): number {
  return Object.values(findings).filter((own) => own.some(is)).length;
}

function some(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function stopSentence(steps: readonly Step[]): string {
  const at = steps.find(
    (step) =>
      isCounted(step) && !step.unreached && (step.state === "broken" || step.state === "withheld"),
  );
  return at ? `The import stops: ${at.title}.` : "The import stops.";
}

function openProblems(
  summary: Summary,
  claims: readonly ClaimResult[] = [],
  findings: Verdict["findings"],
): readonly string[] {
  const allRefuted = claims.filter(({ result }) => result === "refuted");
  const rules = new Set(allRefuted.flatMap(({ rule }) => rule ?? [])).size;
  const refuted = allRefuted.filter(({ rule }) => rule === undefined).length;
  const abuses = summary.open + summary.knowinglyOpen;
  const errors = countOf(findings, ({ severity }) => severity === "error");
  return [
    ...(rules > 0 ? [some(rules, "rule of yours is refuted", "rules of yours are refuted")] : []),
    // One count: the map, the guide and the list of abuses name the abuses, of which a refuted claim is the other side.
    ...(abuses > 0 ? [some(abuses, "abuse is open", "abuses are open")] : []),
    ...(refuted > 0 && abuses === 0
      ? [some(refuted, "claim is refuted", "claims are refuted")]
      : []),
    ...(summary.blocked > 0 ? ["a required permission is blocked"] : []),
    ...(errors > 0 ? [`${some(errors, "document has", "documents have")} errors`] : []),
  ];
}
