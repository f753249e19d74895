import { type Route, routesOf, type Scenario } from "#scenario";
import type { Question } from "./question.ts";
import { stepsOfRoute } from "./route-steps.ts";
import { decidedStep, type Step } from "./step.ts";
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
  return routesOf(scenario).flatMap((route) =>
    stepsOfRoute(world, route).map((plan) => decidedStep(world, sourceIdOf(route), plan)),
  );
}

/** The questions of one step, by the id that the run gave it; nothing where there is no such step any more. */
export function questionsOfStep(world: World, stepId: string): readonly Question[] | undefined {
  for (const route of routesOf(world.scenario)) {
    const sourceId = sourceIdOf(route);
    if (!stepId.startsWith(`${sourceId}/`)) continue;
    const plan = stepsOfRoute(world, route).find(({ id }) => `${sourceId}/${id}` === stepId);
    if (plan) return plan.asked.map(({ question }) => question);
  }
  return undefined;
}

/** Names a route's source: `t1/k1/us-east-1`. */
export function sourceIdOf({ source }: Route): string {
  return `${source.target.id}/${source.key.id}/${source.region}`;
}
