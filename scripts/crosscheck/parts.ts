import { checkPolicyPair } from "#testing/policy-pairs/check";
import { checkClaim } from "#testing/reach/claims";
import { brokenLaws, checkComparison } from "#testing/reach/comparisons";
import { checkMembership } from "#testing/reach/membership";
import { checkPair } from "./solver/check.ts";
import { type Solve, startSolver } from "./solver/z3.ts";

/** What a check of one index comes to: counts that add up, what disagreed, and what is to be read by somebody. */
export type Tally = {
  readonly faults: readonly object[];
  readonly notes?: readonly object[];
} & Readonly<Record<string, unknown>>;

/** Milliseconds that the solver may take for one question. */
const solverTime = 10_000;

let solver: Promise<Solve> | undefined;

/** One check of one index, by its name in the output. The same seed and index give the same check. */
export const parts: Readonly<
  Record<string, (seed: number, index: number) => Promise<Tally> | Tally>
> = {
  membership: (seed, index) => ({ ...checkMembership(seed, index, 50) }),
  comparisons: (seed, index) => ({ ...checkComparison(seed, index, 20) }),
  laws: (seed, index) => ({ sets: 1, faults: brokenLaws(seed, index) }),
  claims: (seed, index) => ({ ...checkClaim(seed, index, 30) }),
  pairs: (_seed, index) => ({ ...checkPolicyPair(index) }),
  solver: async (seed, index) => {
    solver ??= startSolver(solverTime);
    return { ...(await checkPair(seed, index, await solver)) };
  },
};
