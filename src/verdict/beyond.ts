import {
  type AccessBeyond,
  accessBeyond,
  createDocumentIndexCache,
  type DocumentIndexCache,
} from "#acquisition";
import { isLarge } from "#scenario";
import type { Subject } from "./types.ts";

/**
 * What the documents of a subject allow beyond the import. Of a large one `undefined`: it would take minutes, as the claims
 * on all accounts would.
 */
export function beyondOf(
  { scenario, documents, layers }: Subject,
  indexes: DocumentIndexCache = createDocumentIndexCache(),
): AccessBeyond | undefined {
  return isLarge(scenario) ? undefined : accessBeyond(scenario, documents, { layers, indexes });
}
