import {
  createDocumentIndexCache,
  type Layers,
  resultOf,
  type ScenarioDocument,
} from "#acquisition";
import { createLinter } from "#engine/linter";
import { allServices } from "#policy/services";
import type { Scenario } from "#scenario";
import { beyondOf } from "./beyond.ts";
import { withClaims } from "./status.ts";
import type { Verdict } from "./types.ts";
import { createVerifier } from "./verifier.ts";

/** How far a verification is. */
export interface VerifyProgress {
  /** Accounts that are decided. */
  readonly done: number;
  readonly of: number;
}

/**
 * What the page shows of these answers and documents: the import, the abuses, the other users of the keys, the regions, the findings, the claims
 * with the user's rules, what is allowed beyond the import, and the status. `layers` join every decision; what is left out of them is taken not to exist.
 * Plain JSON. Pure; no text that users wrote makes it throw. Of a scenario with over 200 keys the requests of what is as it should be have no contexts but service and region.
 */
export function verify(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  layers?: Layers,
): Required<Verdict> {
  return resultOf(verifyInSteps(scenario, documents, layers));
}

/** The same account by account, for a caller that shows how far it is. Accounts that differ in nothing but their names are decided once. */
export function* verifyInSteps(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  layers?: Layers,
): Generator<VerifyProgress, Required<Verdict>> {
  const indexes = createDocumentIndexCache();
  const verifier = createVerifier(indexes);
  const subject = { scenario, documents, layers };
  const { verdict, claims } = yield* verifier.verifyInSteps(subject, createLinter(allServices));
  const { otherUsers = [] } = verdict;
  return { ...withClaims(verdict, claims), otherUsers, beyond: beyondOf(subject, indexes) };
}

/**
 * The same of one account of a large scenario. `partId` is the target's id, or `platform` for the platform's own account;
 * of another id there are no steps, no abuses and no findings.
 */
export function verifyAccount(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  partId: string,
  layers?: Layers,
): Required<Verdict> {
  const indexes = createDocumentIndexCache();
  const verifier = createVerifier(indexes);
  const subject = { scenario, documents, layers };
  const verdict = resultOf(verifier.verifyAccount(subject, partId, createLinter(allServices)));
  const { otherUsers = [] } = verdict;
  return {
    ...withClaims(verdict, [...verifier.claims(subject, partId)].flat()),
    otherUsers,
    beyond: beyondOf(subject, indexes),
  };
}
