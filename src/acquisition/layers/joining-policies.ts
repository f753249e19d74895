import type { AccessRequest, PolicySet } from "#engine";
import type { Scenario } from "#scenario";
import { policyCheck, policySetOf } from "../decisions/policy-check.ts";
import { documentIndexOf } from "../documents/document-index.ts";
import type { Layers } from "./layers.ts";

/** The layers that join the decision of a request. */
export type JoiningPolicies = (request: AccessRequest) => Omit<PolicySet, "identityPolicies">;

/**
 * A function that gives the layers of one request after the other, for a caller that decides requests itself. Layers that
 * cannot be read allow nothing. Never throws.
 */
export function createJoiningPolicies(
  scenario: Scenario,
  layers: Layers | undefined,
): JoiningPolicies {
  if (!layers) return () => ({});
  const index = documentIndexOf(scenario, [], { layers });
  return (request) => {
    const { identityPolicies: _, ...joining } = policySetOf(
      index,
      policyCheck(request, { identityPolicies: [] }),
    );
    return joining;
  };
}
