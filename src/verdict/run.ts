import {
  type DocumentIndexCache,
  runAcquisition,
  runProbes,
  type ScenarioDocument,
  summarise,
} from "#acquisition";
import type { Scenario } from "#scenario";
import type { Run } from "./types.ts";

/** Decides the import and the abuses on these documents, and counts both. Never throws on what users wrote. */
export function runOf(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  indexes: DocumentIndexCache,
): Run {
  const steps = runAcquisition(scenario, documents, indexes);
  const probes = runProbes(scenario, documents, indexes);
  return { summary: summarise(scenario, steps, probes), steps, probes };
}
