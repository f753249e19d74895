import {
  type AccessBeyond,
  accessBeyond,
  createDocumentIndexCache,
  type DocumentIndexCache,
  type Probe,
  rolesOf,
  runBeyondList,
} from "#acquisition";
import { examplesOf, generate } from "#generator";
import { isLarge, type PlatformNaming, type Scenario, sourcesOf } from "#scenario";
import type { Subject } from "./types.ts";

/**
 * What the platform role reaches beyond the list of accounts and keys, and what it does not, if its policy names them by a
 * tag or an alias. Decided by the authorizer on examples of the list: the policy tells no more apart, so it takes as long
 * for a thousand accounts as for one.
 */
export function beyondListOf(scenario: Scenario, platformNaming: PlatformNaming): readonly Probe[] {
  const examples = examplesOf({ ...scenario, platformNaming });
  return runBeyondList(examples, generate(examples));
}

/**
 * What the documents of a subject allow beyond the import. Of a large one nothing is asked, and the answer says so: it
 * would take minutes, as the claims on all accounts would.
 */
export function beyondOf(
  { scenario, documents, layers }: Subject,
  indexes: DocumentIndexCache = createDocumentIndexCache(),
): AccessBeyond {
  if (!isLarge(scenario)) return accessBeyond(scenario, documents, { layers, indexes });
  return { roles: [], keys: [], notAsked: rolesOf(scenario).length + sourcesOf(scenario).length };
}
