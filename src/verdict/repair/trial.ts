import {
  chooseMitigation,
  type DocumentIndexCache,
  isCounted,
  type OtherUserRun,
  type Probe,
  platformPart,
  runAcquisition,
  runByPart,
  runOtherUsers,
  runProbes,
  type ScenarioDocument,
  type Step,
} from "#acquisition";
import { generate } from "#generator";
import { isLarge, type Scenario, withKey } from "#scenario";
import type { Subject } from "../types.ts";
import type { Candidate } from "./candidate.ts";
import type { AnswerChange } from "./repair.ts";

/** The scenario with the answer of a repair. */
export function withAnswer(scenario: Scenario, change: AnswerChange): Scenario {
  if ("guards" in change) return { ...scenario, guards: { ...scenario.guards, ...change.guards } };
  if ("mitigation" in change) return chooseMitigation(scenario, change.mitigation);
  const { createGrant, keyId } = change;
  const own = scenario.targets.some(({ keys }) =>
    keys.some((key) => key.id === keyId && key.createGrant !== undefined),
  );
  return own
    ? withKey(scenario, keyId, (key) => ({ ...key, createGrant }))
    : { ...scenario, createGrant };
}

/** A subject with its run: as it is, or with a change that is tried. The abuses are decided when they are asked for. */
export interface Trial {
  readonly subject: Subject;
  /** Those of the import, then those of the keys' other users. */
  readonly steps: ReadonlyMap<string, Step>;
  readonly probes: () => ReadonlyMap<string, Probe>;
}

/** Runs a subject; of a large one, only the part that the problems are in. */
export function trialOf(subject: Subject, indexes: DocumentIndexCache, partId?: string): Trial {
  const { scenario, documents, layers } = subject;
  const options = { layers, indexes };
  if (isLarge(scenario)) {
    const run = runByPart(scenario, documents, options).decide(partId ?? platformPart);
    return { subject, steps: allSteps(run), probes: () => byId(run.probes) };
  }
  let probes: ReadonlyMap<string, Probe> | undefined;
  return {
    subject,
    steps: allSteps({
      steps: runAcquisition(scenario, documents, options),
      otherUsers: runOtherUsers(scenario, documents, options),
    }),
    probes: () => {
      probes ??= byId(runProbes(scenario, documents, options));
      return probes;
    },
  };
}

/** The same with all abuses decided, in steps of one account: the run of many takes seconds. */
export function* trialInSteps(
  subject: Subject,
  indexes: DocumentIndexCache,
  partId?: string,
): Generator<undefined, Trial> {
  const { scenario, documents, layers } = subject;
  if (isLarge(scenario)) return trialOf(subject, indexes, partId);
  const { partIds, decide } = runByPart(scenario, documents, { layers, indexes });
  const steps: Step[] = [];
  const otherUsers: OtherUserRun[] = [];
  const probes = new Map<string, Probe>();
  for (const id of partIds) {
    const part = decide(id);
    steps.push(...part.steps);
    otherUsers.push(...part.otherUsers);
    for (const probe of part.probes) probes.set(probe.id, probe);
    yield undefined;
  }
  return { subject, steps: allSteps({ steps, otherUsers }), probes: () => probes };
}

function allSteps({
  steps,
  otherUsers,
}: {
  readonly steps: readonly Step[];
  readonly otherUsers: readonly OtherUserRun[];
}): ReadonlyMap<string, Step> {
  return byId([...steps, ...otherUsers.flatMap((user) => user.steps)]);
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]) {
  return new Map(items.map((item) => [item.id, item]));
}

/** The subject with a candidate's change. After an answer, documents without edits are generated again. */
export function changed(subject: Subject, { change }: Candidate): Subject {
  const { scenario, documents } = subject;
  if ("documentId" in change) {
    const { documentId, text } = change;
    return {
      ...subject,
      documents: documents.map((one) => (one.id === documentId ? { ...one, text } : one)),
    };
  }
  const after = withAnswer(scenario, change);
  return { ...subject, scenario: after, documents: regenerated(scenario, after, documents) };
}

function regenerated(
  before: Scenario,
  after: Scenario,
  documents: readonly ScenarioDocument[],
): readonly ScenarioDocument[] {
  const untouched = new Map(generate(before).map(({ id, text }) => [id, text]));
  const present = new Map(documents.map((document) => [document.id, document]));
  return generate(after).map((document) => {
    const own = present.get(document.id);
    return own && own.text !== untouched.get(own.id) ? { ...document, text: own.text } : document;
  });
}

const stepRank: Readonly<Record<Step["state"], number>> = {
  works: 0,
  withheld: 1,
  unknown: 2,
  broken: 3,
};

/** Whether a step is worse than before. */
export function breaksSteps(before: Trial, after: Trial): boolean {
  return [...after.steps.values()].some(({ id, state }) => {
    const earlier = before.steps.get(id);
    return earlier !== undefined && stepRank[state] > stepRank[earlier.state];
  });
}

/** Whether something that must stay possible no longer is. */
export function blocksMore(before: Trial, after: Trial): boolean {
  return [...after.probes().values()].some(
    ({ id, state }) => state === "blocked" && before.probes().get(id)?.state !== "blocked",
  );
}

/** How many counted steps do not work, and how many things that must stay possible are blocked. */
export function failures({ steps, probes }: Trial): number {
  const broken = [...steps.values()].filter(
    (step) => isCounted(step) && (step.state === "broken" || step.state === "unknown"),
  );
  return broken.length + [...probes().values()].filter(({ state }) => state === "blocked").length;
}

/** The abuses that were refused and are not any more. */
export function newlyOpen(before: Trial, after: Trial): readonly Probe[] {
  return [...after.probes().values()].filter(
    ({ id, state }) =>
      (state === "open" || state === "knowingly-open") &&
      (before.probes().get(id)?.state ?? "refused") === "refused",
  );
}
