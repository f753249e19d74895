import type { Route, Scenario } from "#scenario";
import { type Part, partsAbout, partsOf, platformPart, rememberedByPart } from "./parts.ts";
import type { Question } from "./question.ts";
import { stepsOfRoute } from "./route-steps.ts";
import { decidedStep, type Step, type StepPlan } from "./step.ts";
import { type ScenarioDocument, type World, worldOf } from "./world.ts";

/**
 * Runs the import of every source of the scenario against the documents as they stand: each request that it makes of
 * KMS and STS, decided by the authorizer, in the order in which it happens. EC2's and EBS's own permissions are the
 * vendor's template's business and are not judged. Never throws.
 */
export function runAcquisition(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
): readonly Step[] {
  const world = worldOf(scenario, documents);
  return partsOf(scenario).flatMap((part) => stepsOfPart(world, part));
}

/** The steps of one part of a run, decided. */
export function stepsOfPart(world: World, part: Part): readonly Step[] {
  return plansOf(world, part).flatMap(({ sourceId, plans }) =>
    plans.map((plan) => decidedStep(world, sourceId, plan)),
  );
}

interface RoutePlan {
  readonly sourceId: string;
  readonly plans: readonly StepPlan[];
}

/** Every step of a part, not yet decided. The platform's own has none: its role acts in those of the targets. */
const plansOf = rememberedByPart((world: World, part: Part): readonly RoutePlan[] =>
  part.id === platformPart
    ? []
    : part.routes.map((route) => ({
        sourceId: sourceIdOf(route),
        plans: stepsOfRoute(world, route),
      })),
);

/** Every question of the run that may be about a text's accounts and targets; of a run of common size, every one. */
export function questionsOfRun(world: World, about: string): readonly Question[] {
  return partsAbout(world.scenario, about).flatMap((part) =>
    plansOf(world, part).flatMap(({ plans }) =>
      plans.flatMap(({ asked }) => asked.map(({ question }) => question)),
    ),
  );
}

/** The questions of one step, by the id that the run gave it; nothing where there is no such step any more. */
export function questionsOfStep(world: World, stepId: string): readonly Question[] | undefined {
  const part = partsOf(world.scenario).find(({ id }) => stepId.startsWith(`${id}/`));
  for (const { sourceId, plans } of part ? plansOf(world, part) : []) {
    const plan = plans.find(({ id }) => `${sourceId}/${id}` === stepId);
    if (plan) return plan.asked.map(({ question }) => question);
  }
  return undefined;
}

/** Names a route's source: `t1/k1/us-east-1`. */
export function sourceIdOf({ source }: Route): string {
  return `${source.target.id}/${source.key.id}/${source.region}`;
}
