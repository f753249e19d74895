import { type DocumentIndexCache, runAcquisition, runProbes, summarise } from "#acquisition";
import type { Run, Subject } from "./types.ts";

/** Decides the import and the abuses of a subject, and counts both. Never throws on what users wrote. */
export function runOf({ scenario, documents, layers }: Subject, indexes: DocumentIndexCache): Run {
  const steps = runAcquisition(scenario, documents, { layers, indexes });
  const probes = runProbes(scenario, documents, { layers, indexes });
  return { summary: summarise(scenario, steps, probes), steps, probes };
}
