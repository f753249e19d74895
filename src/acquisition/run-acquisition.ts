import { type Route, routesOf, type Scenario } from "#scenario";
import { stepsOfRoute } from "./route-steps.ts";
import { decidedStep, type Step } from "./step.ts";
import { type ScenarioDocument, worldOf } from "./world.ts";

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

/** Names a route's source: `t1/k1/us-east-1`. */
export function sourceIdOf({ source }: Route): string {
  return `${source.target.id}/${source.key.id}/${source.region}`;
}
