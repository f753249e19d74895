import {
  type AccessRequest,
  authorize,
  type Cell,
  cellIncludes,
  compareReach,
  type PolicySet,
  type ReachQuestion,
} from "#engine";
import { edited, inOppositeOrder, withStatement } from "../policy-sets/changes.ts";
import { questionKinds, type RandomQuestion, randomQuestion } from "../policy-sets/questions.ts";
import { randomRequest } from "../policy-sets/requests.ts";
import { randomFor } from "../random.ts";

/** A comparison that says something else than `authorize`, or breaks a law. */
export interface ComparisonFault {
  readonly problem: string;
  readonly before: ReachQuestion;
  readonly after: ReachQuestion;
  readonly request?: AccessRequest;
}

/** How many comparisons and requests were tried, and the wrong results. */
export interface ComparisonTally {
  comparisons: number;
  requests: number;
  differing: number;
  undecided: number;
  faults: ComparisonFault[];
}

/**
 * Compares a random question (fixed callers, everyone, or twisted) with the same question after an edit, by `compareReach`
 * and by `authorize` for single requests.
 */
export function checkComparison(seed: number, index: number, requests: number): ComparisonTally {
  const random = randomFor(seed, index);
  const drawn = randomQuestion(random, knownKind(index));
  const before = drawn.question;
  const after = { ...before, policies: edited(random, before.policies, drawn.subject) };
  const { gained, lost, undecided } = compareReach(before, after);
  const tally: ComparisonTally = {
    comparisons: 1,
    requests: 0,
    differing: 0,
    undecided: 0,
    faults: [
      ...gained.flatMap((cell) => witnessFaults(cell, before, after, "after")),
      ...lost.flatMap((cell) => witnessFaults(cell, before, after, "before")),
    ],
  };
  const witnesses = [...gained, ...lost].map(({ witness }) => witness.request);
  const bothSides: RandomQuestion = {
    ...drawn,
    policies: (index % 2 === 0 ? before : after).policies as PolicySet,
  };
  for (let count = 0; count < requests; count += 1) {
    const request = randomRequest(random, bothSides, witnesses);
    tally.requests += 1;
    const was = isAllowed(request, before);
    const is = isAllowed(request, after);
    if (was !== is) tally.differing += 1;
    const isUndecided = undecided.some((cell) => cellIncludes(cell, request));
    if (isUndecided) tally.undecided += 1;
    for (const [cells, differs, name] of [
      [gained, is && !was, "gained"],
      [lost, was && !is, "lost"],
    ] as const) {
      const isIncluded = cells.some((cell) => cellIncludes(cell, request));
      if (isIncluded === differs || (differs && isUndecided)) continue;
      const problem = `authorize: ${was} before, ${is} after; ${isIncluded ? "a" : "no"} ${name} cell includes it`;
      tally.faults.push({ problem, before, after, request });
    }
  }
  return tally;
}

/**
 * The laws that any two questions keep: the order of statements never matters, a question gains and loses nothing against
 * itself, one more Allow loses nothing, and one more Deny gains nothing.
 */
export function brokenLaws(seed: number, index: number): ComparisonFault[] {
  const random = randomFor(seed, index);
  const { question, subject } = randomQuestion(random, questionKinds[index % 4] ?? "everyone");
  const withPolicies = (policies: ReachQuestion["policies"]) => ({ ...question, policies });
  const { policies } = question;
  const reordered = withPolicies(inOppositeOrder(policies));
  const wider = withPolicies(withStatement(random, policies, subject, "Allow"));
  const narrower = withPolicies(withStatement(random, policies, subject, "Deny"));
  return [
    ...breaches("the order of statements matters", question, reordered, ["gained", "lost"]),
    ...breaches("a question differs from itself", question, question, ["gained", "lost"]),
    ...breaches("one more Allow takes something away", question, wider, ["lost"]),
    ...breaches("one more Deny gives something", question, narrower, ["gained"]),
  ];
}

function breaches(
  problem: string,
  before: ReachQuestion,
  after: ReachQuestion,
  empty: readonly ("gained" | "lost")[],
): ComparisonFault[] {
  const found = compareReach(before, after);
  return empty.flatMap((list) =>
    found[list]
      .slice(0, 1)
      .map(({ witness }) => ({ problem, before, after, request: witness.request })),
  );
}

function witnessFaults(
  cell: Cell,
  before: ReachQuestion,
  after: ReachQuestion,
  allowedBy: "before" | "after",
): ComparisonFault[] {
  const { request } = cell.witness;
  const was = isAllowed(request, before);
  const is = isAllowed(request, after);
  const problems: string[] = [];
  if (was !== (allowedBy === "before") || is !== (allowedBy === "after"))
    problems.push(`a witness of a difference: ${was} before, ${is} after`);
  if (!cellIncludes(cell, request)) problems.push("the witness is not in its cell");
  return problems.map((problem) => ({ problem, before, after, request }));
}

/** Comparisons are held against `authorize`, which wants every policy known. */
function knownKind(index: number) {
  return (["one-caller", "everyone", "twisted"] as const)[index % 3] ?? "everyone";
}

function isAllowed(request: AccessRequest, { policies }: ReachQuestion): boolean {
  return authorize(request, policies as PolicySet, { trace: false }).outcome === "allowed";
}
