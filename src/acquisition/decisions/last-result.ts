import type { Policy } from "#policy";
import { isLarge } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import type { PolicyReference } from "../documents/scenario-document.ts";
import {
  type DecidedRequest,
  decide,
  decideNarrowed,
  narrowed,
  type PolicyCheck,
} from "./policy-check.ts";

/** The policies that a check's decision depends on. */
interface DecidingPolicies {
  readonly identity: readonly PolicyReference[];
  /** The policies of `identity`, then the resource policy. */
  readonly policies: readonly Policy[];
  /** Those of the request that makes the grants. */
  readonly granted: DecidingPolicies | undefined;
}

/** The last decision of a check: it is valid while the policies that it depends on stay the same. */
interface LastDecision {
  readonly by: DecidingPolicies;
  readonly decided: DecidedRequest;
}

/** The last result of a plan, with the decisions that it was made of. */
interface LastResult {
  readonly decisions: readonly LastDecision[];
  readonly result: unknown;
}

/**
 * Decides the checks of a plan and makes a result of the decisions. While only texts change, the last decision of each
 * check is kept, and the last result if no policy of its checks has changed. `make` must depend on nothing else.
 */
export function resultOf<Result>(
  index: DocumentIndex,
  plan: object,
  checks: readonly PolicyCheck[],
  make: (decided: readonly DecidedRequest[]) => Result,
): Result {
  const results = lastResults(index);
  if (!results) return make(checks.map((check) => decide(index, check)));
  const last = results.get(plan);
  const decisions = checks.map((check, at) => decisionOf(index, check, last?.decisions[at]));
  if (last && decisions.every((decision, at) => decision === last.decisions[at]))
    return last.result as Result;
  const result = make(decisions.map(({ decided }) => decided));
  results.set(plan, { decisions, result });
  return result;
}

/** By plan; `undefined` if the scenario is too large to keep its plans, or if layers join its decisions. */
function lastResults(index: DocumentIndex): Map<object, LastResult> | undefined {
  const { plans, scenario, layers } = index;
  if (layers) return undefined;
  return plans.of(scenario, lastResults, () => (isLarge(scenario) ? undefined : new Map()));
}

function decisionOf(
  index: DocumentIndex,
  given: PolicyCheck,
  last: LastDecision | undefined,
): LastDecision {
  const check = narrowed(index, given);
  if (last && decidedBySame(index, check, last.by)) return last;
  return { by: decidingPolicies(index, check), decided: decideNarrowed(index, check) };
}

function decidingPolicies(
  index: DocumentIndex,
  { identityPolicies, resourcePolicy, granted }: PolicyCheck,
): DecidingPolicies {
  const policies = identityPolicies.map(index.policyOf);
  if (resourcePolicy) policies.push(index.policyOf(resourcePolicy));
  return {
    identity: identityPolicies,
    policies,
    granted: granted && decidingPolicies(index, granted.by),
  };
}

function decidedBySame(
  index: DocumentIndex,
  { identityPolicies, resourcePolicy, granted }: PolicyCheck,
  by: DecidingPolicies,
): boolean {
  const { identity, policies } = by;
  if (identity.length !== identityPolicies.length) return false;
  for (const [at, reference] of identityPolicies.entries())
    if (identity[at] !== reference || policies[at] !== index.policyOf(reference)) return false;
  if (resourcePolicy && policies[identity.length] !== index.policyOf(resourcePolicy)) return false;
  return !granted || (by.granted !== undefined && decidedBySame(index, granted.by, by.granted));
}
