import {
  type AccessBeyond,
  accessBeyond,
  createDocumentIndexCache,
  type DocumentIndexCache,
  rolesOf,
} from "#acquisition";
import { isLarge, sourcesOf } from "#scenario";
import type { Subject } from "./types.ts";

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
