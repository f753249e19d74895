import { createReachCache, type ReachCache } from "#engine";
import type { DocumentIndex } from "./document-index.ts";

/** What questions about a scenario share: it lives as long as the answers are the same, while their texts are edited. */
export function reachCacheOf(index: DocumentIndex): ReachCache {
  return index.ofPolicy.of(index.scenario, createReachCache, createReachCache);
}
