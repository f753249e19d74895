import { type AccessRequest, authorize, type Decision } from "#engine";
import type { Scenario, StateRemedy } from "#scenario";
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
import { askedOfOtherUser } from "../other-users/run-other-users.ts";
import { probePlan } from "../probes/run-probes.ts";
import { remediesOf } from "../remedies/remedies.ts";
import type { Remedy } from "../remedies/remedy.ts";
import { askedOfStep } from "../steps/run-acquisition.ts";
import type { Asked } from "../steps/step.ts";

/** One request of a run: which step or probe, and which of its requests, counted from 0. */
export interface RequestPlace {
  readonly of: "step" | "probe";
  readonly id: string;
  readonly request: number;
  /** The step's or probe's part: without it a large scenario is searched part by part. */
  readonly partId?: string;
}

/** Why a request is decided as it is, with the whole trace. */
export interface Explanation extends Why {
  /** As AWS would see it. */
  readonly request: AccessRequest;
  /** As the policies say that can be read, with what is known of the call; of no worth where `undecided`. */
  readonly decision: Decision;
  /** What would let it through; empty where it is allowed. */
  readonly remedies: readonly Remedy[];
  /** A document that it rests on is no JSON, or it hangs on what only the real call has. */
  readonly undecided: boolean;
  /** The document that each statement of the trace stands in, in the trace's order; none for Keyhole's assumptions. */
  readonly tracePlaces: readonly (StatementPlace | undefined)[];
}

/** Explains one request of a run against the documents as they stand; nothing where the run has no such request. */
export function explainRequest(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  place: RequestPlace,
  options: DecisionOptions = {},
): Explanation | undefined {
  const index = documentIndexOf(scenario, documents, options);
  const asked: readonly Pick<Asked, "check" | "refused">[] | undefined =
    place.of === "step"
      ? (askedOfStep(index, place.id, place.partId) ??
        askedOfOtherUser(index, place.id, place.partId))
      : probePlan(index, place.id, place.partId)?.checks.map((check) => ({ check }));
  const found = asked?.[place.request];
  if (!found) return undefined;
  const check = checkNow(index, found.check);
  const { request } = check;
  const decision = authorize(request, policySetOf(index, check), {
    cache: index.authorizer,
  });
  const tracePlaces = decision.trace.statements.map(({ at }) => placeOf(index, check, at));
  if (found.refused)
    return {
      ...found.refused,
      request,
      decision,
      remedies: (found.refused.keyState ?? []).flatMap(stepsOfRemedy),
      undecided: false,
      tracePlaces,
    };
  return {
    ...explain(index, check),
    request,
    decision,
    remedies: decision.outcome === "allowed" ? [] : remediesOf(index, check),
    undecided: decide(index, check).outcome === "unknown",
    tracePlaces,
  };
}

/** A remedy with its first command, and each further command as a remedy that follows. */
function stepsOfRemedy({ text, commands }: StateRemedy): readonly Remedy[] {
  return commands.map((command, at) => ({ text: at === 0 ? text : "Then:", command }));
}
