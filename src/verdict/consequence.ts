import {
  createDocumentIndexCache,
  isCounted,
  type Probe,
  type ScenarioDocument,
  type Step,
} from "#acquisition";
import { generate } from "#generator";
import type { Scenario } from "#scenario";
import { runOf } from "./run.ts";

/** Answers to try, on the documents that they ask for or on other ones. */
export interface Alternative {
  readonly scenario: Scenario;
  /** The documents to run on; left out for those that Keyhole writes for the answers. */
  readonly documents?: readonly ScenarioDocument[];
}

/** What some answers mean for the import of the first key, and for abuse. Plain JSON. */
export interface Consequence {
  /** `incomplete`: there is no account or key to run the import for. */
  readonly outcome: "works" | "stops" | "withheld" | "undecided" | "incomplete";
  /** In the order of the import. */
  readonly steps: readonly ConsequenceStep[];
  readonly abuses: readonly ConsequenceAbuse[];
}

/** One step of the import, as an option shows it. */
export interface ConsequenceStep {
  readonly title: string;
  /** `quiet`: it asks nothing of KMS or STS. `unreached`: an earlier step stops. */
  readonly state: "works" | "quiet" | "stops" | "withheld" | "undecided" | "unreached";
}

/** One abuse, as an option shows it. */
export interface ConsequenceAbuse {
  readonly title: string;
  /** Whether it is allowed on any key. */
  readonly isOpen: boolean;
}

/**
 * Runs the import of the first key of the first target, and the abuses, for some answers. It is a small run whatever the
 * size of the scenario. Never throws on what users wrote. `onWork` is called at each decision.
 */
export function consequenceOf(
  { scenario, documents }: Alternative,
  onWork?: () => void,
): Consequence {
  const small = withFirstKeyOnly(scenario);
  const { steps, probes } = runOf(
    { scenario: small, documents: documents ?? generate(small) },
    createDocumentIndexCache(onWork),
  );
  const first = steps.filter(({ sourceId }) => sourceId === steps[0]?.sourceId);
  const shown = first.filter(({ documentedOnly }) => !documentedOnly).map(shownStep);
  return {
    outcome: outcomeOf(shown),
    steps: shown,
    abuses: abusesOf(probes),
  };
}

/** One entry for each title: an abuse can be tried on several keys. */
function abusesOf(probes: readonly Probe[]): readonly ConsequenceAbuse[] {
  const abuses = new Map<string, boolean>();
  for (const { must, title, state } of probes)
    if (must === "be-refused")
      abuses.set(
        title,
        abuses.get(title) === true || state === "open" || state === "knowingly-open",
      );
  return [...abuses].map(([title, isOpen]) => ({ title, isOpen }));
}

function withFirstKeyOnly(scenario: Scenario): Scenario {
  const targets = scenario.targets
    .slice(0, 1)
    .map((target) => ({ ...target, keys: target.keys.slice(0, 1) }));
  return { ...scenario, targets };
}

function shownStep(step: Step): ConsequenceStep {
  const { title } = step;
  if (step.unreached) return { title, state: "unreached" };
  return { title, state: isCounted(step) ? stateWords[step.state] : "quiet" };
}

const stateWords: Readonly<Record<Step["state"], ConsequenceStep["state"]>> = {
  works: "works",
  withheld: "withheld",
  broken: "stops",
  unknown: "undecided",
};

function outcomeOf(steps: readonly ConsequenceStep[]): Consequence["outcome"] {
  if (steps.length === 0) return "incomplete";
  const has = (state: ConsequenceStep["state"]) => steps.some((step) => step.state === state);
  if (has("stops")) return "stops";
  if (has("withheld")) return "withheld";
  return has("undecided") ? "undecided" : "works";
}
