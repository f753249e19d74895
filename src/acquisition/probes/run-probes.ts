import { type Role, routesOf, type Scenario } from "#scenario";
import type { PolicyCheck } from "../decisions/policy-check.ts";
import {
  type DecisionOptions,
  type DocumentIndex,
  documentIndexOf,
} from "../documents/document-index.ts";
import type { ScenarioDocument } from "../documents/scenario-document.ts";
import { type Part, partsAbout, partsOf, plansOfPart, platformPart } from "../parts.ts";
import { administrationProbes } from "./administration-probes.ts";
import { beyondListProbes } from "./beyond-list-probes.ts";
import { ec2Probes } from "./ec2-probes.ts";
import { grantProbes } from "./grant-probes.ts";
import { leftOrganizationProbes, outsiderProbes } from "./outsider-probes.ts";
import { periodProbes } from "./period-probes.ts";
import { decidedProbe, type Probe, type ProbePlan, probeId } from "./probe.ts";
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
  options: DecisionOptions = {},
): readonly Probe[] {
  const index = documentIndexOf(scenario, documents, options);
  return partsOf(index).flatMap((part) => [...probesOneByOne(index, part)]);
}

/** Only what must stay possible: that the key administrators can change the key policy. Never throws. */
export function runAdministration(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions = {},
): readonly Probe[] {
  const index = documentIndexOf(scenario, documents, options);
  return partsOf(index).flatMap((part) =>
    plansOf(index, part)
      .filter(({ must }) => must === "be-allowed")
      .map((plan) => decidedProbe(index, part.id, plan)),
  );
}

/** The probes of one part of a run, decided one by one. */
export function* probesOneByOne(index: DocumentIndex, part: Part): Generator<Probe, void> {
  for (const plan of plansOf(index, part)) yield decidedProbe(index, part.id, plan);
}

/** Only what the platform role reaches beyond the list; empty where its policy names each key and role. */
export function runBeyondList(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
): readonly Probe[] {
  const index = documentIndexOf(scenario, documents);
  return beyondListProbes(index, routesOf(scenario)).map((plan) =>
    decidedProbe(index, platformPart, plan),
  );
}

/** The plan of one probe, by its id and its part, if that is known; `undefined` if the run has no such probe any more. */
export function probePlan(
  index: DocumentIndex,
  id: string,
  partId?: string,
): ProbePlan | undefined {
  for (const part of partsOf(index)) {
    if (partId !== undefined && part.id !== partId) continue;
    const plan = plansOf(index, part).find((candidate) => probeId(candidate) === id);
    if (plan) return plan;
  }
  return undefined;
}

/** Every check of the probes that may be about these accounts; of a run of common size, of all. */
export function checksOfProbes(
  index: DocumentIndex,
  accounts: ReadonlySet<string>,
): readonly PolicyCheck[] {
  return partsAbout(index, accounts).flatMap((part) =>
    plansOf(index, part).flatMap(({ checks }) => checks),
  );
}

/** Every probe of a part, not yet decided. */
function plansOf(index: DocumentIndex, part: Part): readonly ProbePlan[] {
  return plansOfPart(index, part, plansAnywhere);
}

/** The caller of an abuse chooses the network: no endpoint policy binds it. */
function plansAnywhere(index: DocumentIndex, part: Part): readonly ProbePlan[] {
  return probePlans(index, part).map((plan) =>
    plan.must === "be-allowed"
      ? plan
      : {
          ...plan,
          checks: plan.checks.map((check) => ({ ...check, avoidsEndpoints: true })),
        },
  );
}

function probePlans(index: DocumentIndex, part: Part): readonly ProbePlan[] {
  const otherRegion = foreignRegion(index);
  const users = keyUsersOf(index, part);
  const ofUsers = [
    ...users.flatMap((user) => useProbes(index, user, otherRegion)),
    ...users.flatMap((user) => grantProbes(index, user)),
    ...users.flatMap((user) => leftOrganizationProbes(index, user)),
  ];
  if (part.id === platformPart)
    return [
      ...ofUsers,
      ...beyondListProbes(index, part.routes),
      ...temporaryKeyProbes(index, part.routes),
      ...ec2Probes(index, part),
    ];
  const assumed = new Map<string, Role>();
  for (const route of part.routes) if (route.assumed) assumed.set(route.assumed.arn, route.assumed);
  return [
    ...ofUsers,
    ...part.routes.flatMap((route) => outsiderProbes(index, route)),
    ...[...assumed.values()].flatMap((role) =>
      part.routes[0] ? trustProbes(index, part.routes[0].platform, role) : [],
    ),
    ...part.routes.flatMap((route) => administrationProbes(index, route)),
    ...ec2Probes(index, part),
    ...part.routes.flatMap((route) => periodProbes(index, route)),
  ];
}
