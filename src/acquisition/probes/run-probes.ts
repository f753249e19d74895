import { type Role, routesOf, type Scenario } from "#scenario";
import { type ScenarioDocument, type World, worldOf } from "../world.ts";
import { administrationProbes } from "./administration-probes.ts";
import { grantProbes } from "./grant-probes.ts";
import { leftOrganizationProbes, outsiderProbes } from "./outsider-probes.ts";
import { decidedProbe, type Probe, type ProbePlan } from "./probe.ts";
import { temporaryKeyProbes } from "./temporary-key-probes.ts";
import { trustProbes } from "./trust-probes.ts";
import { useProbes } from "./use-probes.ts";
import { foreignRegion, keyUsersOf } from "./users.ts";

/**
 * Tries every abuse of the scenario's roles and keys against the documents as they stand, and what must stay
 * possible. An abuse that gets through is `knowingly-open` where the user's answers leave it open, else `open`.
 * Never throws.
 */
export function runProbes(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
): readonly Probe[] {
  const world = worldOf(scenario, documents);
  return probePlans(world).map((plan) => decidedProbe(world, plan));
}

const planned = new WeakMap<World, readonly ProbePlan[]>();

/** Every probe of the scenario, not yet decided. */
export function probePlans(world: World): readonly ProbePlan[] {
  const known = planned.get(world);
  if (known) return known;
  const plans = plansOf(world);
  planned.set(world, plans);
  return plans;
}

function plansOf(world: World): readonly ProbePlan[] {
  const { scenario } = world;
  const routes = routesOf(scenario);
  const [first] = routes;
  if (!first) return [];
  const otherRegion = foreignRegion(scenario, routes);
  const assumed = new Map<string, Role>();
  for (const route of routes) if (route.assumed) assumed.set(route.assumed.arn, route.assumed);
  const users = keyUsersOf(world, routes);
  return [
    ...users.flatMap((user) => useProbes(world, user, otherRegion)),
    ...users.flatMap((user) => grantProbes(world, user)),
    ...users.flatMap((user) => leftOrganizationProbes(world, user)),
    ...routes.flatMap((route) => outsiderProbes(world, route)),
    ...[...assumed.values()].flatMap((role) => trustProbes(world, first.platform, role)),
    ...temporaryKeyProbes(world, routes),
    ...routes.flatMap((route) => administrationProbes(world, route)),
  ];
}
