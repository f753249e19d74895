import { type AccessRequest, authorize, type Decision } from "#engine";
import type { Scenario } from "#scenario";
import { explain } from "../decisions/explain.ts";
import {
  checkNow,
  decide,
  placeOf,
  policySetOf,
  type StatementPlace,
  type Why,
} from "../decisions/policy-check.ts";
import { type DecisionOptions, documentIndexOf } from "../documents/document-index.ts";
import type { ScenarioDocument } from "../documents/scenario-document.ts";
import { remediesOf, remediesOfSilence } from "../remedies/remedies.ts";
import type { Remedy } from "../remedies/remedy.ts";
import { checkAbout } from "./check-about.ts";
import { outsideSubject } from "./outside-subject.ts";

/** A request that a user asked about, decided against the documents. */
export interface Answered extends Why {
  readonly request: AccessRequest;
  /** `not-judged`: a permission that these documents are not about. `unknown`: not decided. */
  readonly outcome: Decision["outcome"] | "unknown" | "not-judged";
  readonly trace: Decision["trace"];
  /** The document that each statement of the trace stands in, in the trace's order; none for Keyhole's assumptions. */
  readonly tracePlaces: readonly (StatementPlace | undefined)[];
  /** What would let it through; empty where it is allowed. */
  readonly remedies: readonly Remedy[];
  /** What the answer leaves out: a principal or key that no document of the scenario is about. */
  readonly cautions: readonly string[];
}

/**
 * Decides any request against the documents that bear on it: the caller's identity policies, and the key or trust
 * policy of the resource. Never throws.
 */
export function answerRequest(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  request: AccessRequest,
  options: DecisionOptions = {},
): Answered {
  const index = documentIndexOf(scenario, documents, options);
  const { check: asked, cautions } = checkAbout(index, request);
  const check = checkNow(index, asked);
  const decision = authorize(check.request, policySetOf(index, check), {
    cache: index.authorizer,
  });
  const tracePlaces = decision.trace.statements.map(({ at }) => placeOf(index, check, at));
  const outside = outsideSubject(scenario, check.request, decision);
  if (outside !== undefined)
    return {
      request: check.request,
      remedies: [],
      outcome: "not-judged",
      sentence: `Not judged: ${outside}`,
      places: [],
      regionShutBy: [],
      trace: decision.trace,
      tracePlaces,
      cautions: [],
    };
  return {
    request: check.request,
    remedies: decision.outcome === "allowed" ? [] : remediesOf(index, check),
    // Which key is meant nobody can say: neither allowed nor refused.
    outcome: decision.reason.kind === "key-not-named" ? "unknown" : decide(index, check).outcome,
    ...explain(index, check),
    trace: decision.trace,
    tracePlaces,
    cautions,
  };
}

/**
 * What to do if AWS says that no identity policy, or no policy of the resource, allows a request, whatever the documents
 * say. Never throws.
 */
export function remediesIfSilent(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  request: AccessRequest,
  slot: "identityPolicies" | "resourcePolicy",
  options: DecisionOptions = {},
): readonly Remedy[] {
  const index = documentIndexOf(scenario, documents, options);
  return remediesOfSilence(index, checkAbout(index, request).check, slot);
}
