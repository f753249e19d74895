import type { Scenario } from "#scenario";
import {
  type DecisionOptions,
  type DocumentIndex,
  documentIndexOf,
} from "./documents/document-index.ts";
import type { ScenarioDocument } from "./documents/scenario-document.ts";
import { type OtherUserRun, otherUsersOfPart } from "./other-users/run-other-users.ts";
import { type Part, partsOf, platformPart } from "./parts.ts";
import type { Probe } from "./probes/probe.ts";
import { probesOneByOne } from "./probes/run-probes.ts";
import { resultOf } from "./result-of.ts";
import { stepsByRoute } from "./steps/run-acquisition.ts";
import type { Step } from "./steps/step.ts";

/** A run that is decided part by part. Together its parts say what `runAcquisition` and `runProbes` say. */
export interface RunByPart {
  /** Each target with a route, in the order of the answers, then `platform`. */
  readonly partIds: readonly string[];
  /** Stays the same while the documents name the same strangers: with it each part's verdict rests on its texts alone. */
  readonly named: string;
  /** The documents that bear on a part: the platform's, and its target's own. */
  readonly relevantTo: (partId: string) => readonly ScenarioDocument[];
  /** One part, decided; empty for an id that is none. Not kept: it is decided again at each call. */
  readonly decide: (partId: string) => PartRun;
  /** The same in small steps, for a caller that has other work in between. */
  readonly decideInSteps: (partId: string) => Generator<void, PartRun>;
}

/** The steps and abuses of one part, decided. */
export interface PartRun {
  readonly steps: readonly Step[];
  readonly probes: readonly Probe[];
  /** The other users of its keys. */
  readonly otherUsers: readonly OtherUserRun[];
  /** The documents that are this part's own: its target's, or the platform's. */
  readonly documents: readonly ScenarioDocument[];
}

/** Begins a run of any size. It keeps its documents whatever else is decided before its last part. Never throws. */
export function runByPart(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions = {},
): RunByPart {
  const index = documentIndexOf(scenario, documents, options);
  const parts = new Map(partsOf(index).map((part) => [part.id, part]));
  const own = documentsByPart(documents, parts);
  const ofPlatform = own.get(platformPart) ?? [];
  const decideInSteps = (partId: string) =>
    decidedPart(index, parts.get(partId), own.get(partId) ?? []);
  return {
    partIds: [...parts.keys()],
    named: JSON.stringify(index.named),
    relevantTo: (partId) =>
      partId === platformPart ? ofPlatform : [...ofPlatform, ...(own.get(partId) ?? [])],
    decide: (partId) => resultOf(decideInSteps(partId)),
    decideInSteps,
  };
}

function* decidedPart(
  index: DocumentIndex,
  part: Part | undefined,
  documents: readonly ScenarioDocument[],
): Generator<void, PartRun> {
  if (!part) return { steps: [], probes: [], otherUsers: [], documents };
  const steps: Step[] = [];
  for (const ofRoute of stepsByRoute(index, part)) {
    steps.push(...ofRoute);
    yield;
  }
  const probes: Probe[] = [];
  for (const probe of probesOneByOne(index, part)) {
    probes.push(probe);
    yield;
  }
  return { steps, probes, otherUsers: otherUsersOfPart(index, part), documents };
}

/** The documents of each part; those of other owners belong to none. */
function documentsByPart(
  documents: readonly ScenarioDocument[],
  parts: ReadonlyMap<string, Part>,
): ReadonlyMap<string, readonly ScenarioDocument[]> {
  const own = new Map<string, ScenarioDocument[]>();
  for (const document of documents) {
    const { owner } = document;
    if (!parts.has(owner)) continue;
    const together = own.get(owner);
    if (together) together.push(document);
    else own.set(owner, [document]);
  }
  return own;
}
