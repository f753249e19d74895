import { type Route, routesOf, type Scenario } from "#scenario";
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
  return plansOf(world).flatMap(({ sourceId, plans }) =>
    plans.map((plan) => decidedStep(world, sourceId, plan)),
  );
}

interface RoutePlan {
  readonly sourceId: string;
  readonly plans: readonly StepPlan[];
}

const planned = new WeakMap<World, readonly RoutePlan[]>();

/** Every step of the scenario, not yet decided. */
function plansOf(world: World): readonly RoutePlan[] {
  const known = planned.get(world);
  if (known) return known;
  const plans = routesOf(world.scenario).map((route) => ({
    sourceId: sourceIdOf(route),
    plans: stepsOfRoute(world, route),
  }));
  planned.set(world, plans);
  return plans;
}

/** Every question of the run. */
export function questionsOfRun(world: World): readonly Question[] {
  return plansOf(world).flatMap(({ plans }) =>
    plans.flatMap(({ asked }) => asked.map(({ question }) => question)),
  );
}

/** The questions of one step, by the id that the run gave it; nothing where there is no such step any more. */
export function questionsOfStep(world: World, stepId: string): readonly Question[] | undefined {
  for (const { sourceId, plans } of plansOf(world)) {
    const plan = plans.find(({ id }) => `${sourceId}/${id}` === stepId);
    if (plan) return plan.asked.map(({ question }) => question);
  }
  return undefined;
}

/** Names a route's source: `t1/k1/us-east-1`. */
export function sourceIdOf({ source }: Route): string {
  return `${source.target.id}/${source.key.id}/${source.region}`;
}
