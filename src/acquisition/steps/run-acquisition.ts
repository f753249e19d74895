import type { Route, Scenario } from "#scenario";
import type { PolicyCheck } from "../decisions/policy-check.ts";
import {
  type DecisionOptions,
  type DocumentIndex,
  documentIndexOf,
} from "../documents/document-index.ts";
import type { ScenarioDocument } from "../documents/scenario-document.ts";
import { type Part, partsAbout, partsOf, plansOfPart, platformPart } from "../parts.ts";
import { stepsOfRoute } from "./route-steps.ts";
import {
  type Asked,
  decidedStep,
  type Step,
  type StepPlan,
  stepIdOf,
  withUnreached,
} from "./step.ts";

/**
 * Runs the import of every source of the scenario against the documents as they stand: each request that it makes of
 * KMS and STS, decided by the authorizer, in the order in which it happens. EC2's and EBS's own permissions are the
 * matter of the vendor's template and are not decided here. Never throws.
 */
export function runAcquisition(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions = {},
): readonly Step[] {
  const index = documentIndexOf(scenario, documents, options);
  return partsOf(index).flatMap((part) => stepsOfPart(index, part));
}

/** The steps of one part of a run, decided route by route. */
export function* stepsByRoute(index: DocumentIndex, part: Part): Generator<readonly Step[], void> {
  for (const { sourceId, plans } of plansOf(index, part))
    yield withUnreached(plans.map((plan) => decidedStep(index, part.id, sourceId, plan)));
}

function stepsOfPart(index: DocumentIndex, part: Part): readonly Step[] {
  return [...stepsByRoute(index, part)].flat();
}

interface RoutePlan {
  readonly sourceId: string;
  readonly plans: readonly StepPlan[];
}

/** Every step of a part, not yet decided. The platform's own has none: its role acts in those of the targets. */
function plansOf(index: DocumentIndex, part: Part): readonly RoutePlan[] {
  return plansOfPart(index, part, routePlans);
}

function routePlans(index: DocumentIndex, part: Part): readonly RoutePlan[] {
  if (part.id === platformPart) return [];
  return part.routes.map((route) => ({
    sourceId: sourceIdOf(route),
    plans: stepsOfRoute(index, route),
  }));
}

/** The steps that may be about these accounts, decided; of a run of common size, every one. */
export function stepsAbout(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  accounts: ReadonlySet<string>,
  options: DecisionOptions = {},
): readonly Step[] {
  const index = documentIndexOf(scenario, documents, options);
  return partsAbout(index, accounts).flatMap((part) => stepsOfPart(index, part));
}

/** Every check of the run that may be about these accounts; of a run of common size, every one. */
export function checksOfRun(
  index: DocumentIndex,
  accounts: ReadonlySet<string>,
): readonly PolicyCheck[] {
  return partsAbout(index, accounts).flatMap((part) =>
    plansOf(index, part).flatMap(({ plans }) =>
      plans.flatMap(({ asked }) => asked.map(({ check }) => check)),
    ),
  );
}

/** Whether a step that may be about these accounts makes a call, whatever the documents say. */
export function isAskedInRun(
  scenario: Scenario,
  accounts: ReadonlySet<string>,
  action: string,
): boolean {
  const index = documentIndexOf(scenario, []);
  return partsAbout(index, accounts)
    .flatMap((part) => plansOf(index, part))
    .some(({ plans }) =>
      plans.some(
        ({ documentedOnly, asked }) =>
          !documentedOnly &&
          asked.some(({ check }) => check.request.action.toLowerCase() === action.toLowerCase()),
      ),
    );
}

/** Every request of the run with its step, not decided. */
export function askedInRun(
  index: DocumentIndex,
): readonly { readonly plan: StepPlan; readonly asked: Asked }[] {
  return partsOf(index).flatMap((part) =>
    plansOf(index, part).flatMap(({ plans }) =>
      plans.flatMap((plan) => plan.asked.map((asked) => ({ plan, asked }))),
    ),
  );
}

/** The requests of one step, by its id and its part, if that is known; `undefined` if there is no such step any more. */
export function askedOfStep(
  index: DocumentIndex,
  stepId: string,
  partId?: string,
): readonly Asked[] | undefined {
  for (const part of partsOf(index)) {
    if (partId !== undefined && part.id !== partId) continue;
    for (const { sourceId, plans } of plansOf(index, part)) {
      const plan = plans.find(({ id }) => stepIdOf(sourceId, id) === stepId);
      if (plan) return plan.asked;
    }
  }
  return undefined;
}

/** Names a route's source: `t1/k1/us-east-1`. */
export function sourceIdOf({ source }: Route): string {
  return `${source.target.id}/${source.key.id}/${source.region}`;
}
