import { authorize, type Decision } from "#engine";
import type { Scenario } from "#scenario";
import { probePlans } from "./probes/run-probes.ts";
import { completeRequest, explain, policySetOf, type Question, type Why } from "./question.ts";
import { questionsOfStep } from "./run-acquisition.ts";
import { type ScenarioDocument, worldOf } from "./world.ts";

/** One request of a run: which step or probe, and which of its requests, counted from 0. */
export interface RequestPlace {
  readonly of: "step" | "probe";
  readonly id: string;
  readonly request: number;
}

/** Why a request is decided as it is, with the whole trace. */
export interface Explanation extends Why {
  readonly decision: Decision;
}

/** Explains one request of a run against the documents as they stand; nothing where the run has no such request. */
export function explainRequest(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  place: RequestPlace,
): Explanation | undefined {
  const world = worldOf(scenario, documents);
  const questions: readonly Question[] | undefined =
    place.of === "step"
      ? questionsOfStep(world, place.id)
      : probePlans(world).find(({ id }) => id === place.id)?.questions;
  const question = questions?.[place.request];
  if (!question) return undefined;
  return {
    ...explain(world, question),
    decision: authorize(completeRequest(question.request), policySetOf(question)),
  };
}
