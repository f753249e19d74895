import { type Role, routesOf, type Scenario } from "#scenario";
import { type Part, partsAbout, partsOf, platformPart, rememberedByPart } from "../parts.ts";
import type { Question } from "../question.ts";
import { type ScenarioDocument, type World, worldOf } from "../world.ts";
import { administrationProbes } from "./administration-probes.ts";
import { beyondListProbes } from "./beyond-list-probes.ts";
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
  return partsOf(scenario).flatMap((part) => probesOfPart(world, part));
}

/** The probes of one part of a run, decided. */
export function probesOfPart(world: World, part: Part): readonly Probe[] {
  return plansOf(world, part).map((plan) => decidedProbe(world, plan));
}

/** Only what the platform role reaches beyond the list; empty where its policy names each key and role. */
export function runBeyondList(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
): readonly Probe[] {
  const world = worldOf(scenario, documents);
  return beyondListProbes(world, routesOf(scenario)).map((plan) => decidedProbe(world, plan));
}

/** The plan of one probe, by its id; nothing where the run has no such probe any more. */
export function probePlan(world: World, id: string): ProbePlan | undefined {
  for (const part of partsAbout(world.scenario, id)) {
    const plan = plansOf(world, part).find((candidate) => candidate.id === id);
    if (plan) return plan;
  }
  return undefined;
}

/** Every question of the probes that may be about a text's accounts and targets; of a run of common size, of all. */
export function questionsOfProbes(world: World, about: string): readonly Question[] {
  return partsAbout(world.scenario, about).flatMap((part) =>
    plansOf(world, part).flatMap(({ questions }) => questions),
  );
}

/** Every probe of a part, not yet decided. */
const plansOf = rememberedByPart((world: World, part: Part): readonly ProbePlan[] => {
  const otherRegion = foreignRegion(world.scenario);
  const users = keyUsersOf(world, part);
  const ofUsers = [
    ...users.flatMap((user) => useProbes(world, user, otherRegion)),
    ...users.flatMap((user) => grantProbes(world, user)),
    ...users.flatMap((user) => leftOrganizationProbes(world, user)),
  ];
  if (part.id === platformPart)
    return [
      ...ofUsers,
      ...beyondListProbes(world, part.routes),
      ...temporaryKeyProbes(world, part.routes),
    ];
  const assumed = new Map<string, Role>();
  for (const route of part.routes) if (route.assumed) assumed.set(route.assumed.arn, route.assumed);
  return [
    ...ofUsers,
    ...part.routes.flatMap((route) => outsiderProbes(world, route)),
    ...[...assumed.values()].flatMap((role) =>
      part.routes[0] ? trustProbes(world, part.routes[0].platform, role) : [],
    ),
    ...part.routes.flatMap((route) => administrationProbes(world, route)),
  ];
});
