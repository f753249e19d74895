import {
  createCallDecider,
  type DecisionOptions,
  type MadeGrant,
  runAcquisition,
  type ScenarioDocument,
} from "#acquisition";
import type { AccessRequest } from "#engine";
import { generate } from "#generator";
import { isLarge, type Scenario } from "#scenario";

/** An answer that allows less, tried with the calls of the log. */
export interface TighterAnswer {
  readonly id: string;
  /** The question, as the answers name it: “CreateGrant”. */
  readonly question: string;
  readonly answer: string;
  /** Calls of the log that would stop, as “kms:CreateGrant on …”. None: it fits what was seen. */
  readonly stopsSeen: readonly string[];
  /** Steps of the import that would stop, whether or not the log has them. */
  readonly stopsSteps: readonly string[];
  /** The answers with this one. */
  readonly scenario: Scenario;
}

/** A call that succeeded and that the documents allow. */
export interface SeenCall {
  readonly request: AccessRequest;
  readonly made?: MadeGrant | undefined;
}

interface Narrowing {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  readonly apply: (scenario: Scenario, calls: readonly SeenCall[]) => Scenario;
}

const guard = (
  id: "viaService" | "encryptionContext" | "grantOperations",
  question: string,
): Narrowing => ({
  id,
  question,
  answer: "On",
  apply: (scenario) => ({ ...scenario, guards: { ...scenario.guards, [id]: true } }),
});

/** The answers that allow less than another answer to the same question. */
const narrowings: readonly Narrowing[] = [
  {
    id: "actions",
    question: "Actions",
    answer: "Only the actions that the import calls",
    apply: (scenario) => ({ ...scenario, actions: "least" }),
  },
  {
    id: "withhold",
    question: "CreateGrant",
    answer: "Withheld",
    apply: (scenario) => ({ ...withoutOwnGrants(scenario), createGrant: "withhold" }),
  },
  {
    id: "aws-resources",
    question: "CreateGrant",
    answer: "Only for AWS resources",
    apply: (scenario) =>
      scenario.createGrant === "unrestricted"
        ? { ...scenario, createGrant: "aws-resources" }
        : scenario,
  },
  guard("viaService", "Only through EC2"),
  guard("encryptionContext", "Only with EBS’s encryption context"),
  guard("grantOperations", "Limit what a grant carries"),
  {
    id: "externalId",
    question: "External id",
    answer: "The one that every call of AssumeRole in the log has",
    apply: (scenario, calls) => {
      const assumed = calls.filter(({ request }) => request.action === "sts:AssumeRole");
      const ids = new Set(assumed.map(({ request }) => request.context?.["sts:ExternalId"]));
      const [externalId] = ids;
      return scenario.guards.externalId === "" && ids.size === 1 && typeof externalId === "string"
        ? { ...scenario, guards: { ...scenario.guards, externalId } }
        : scenario;
    },
  },
];

function withoutOwnGrants(scenario: Scenario): Scenario {
  return {
    ...scenario,
    targets: scenario.targets.map((target) => ({
      ...target,
      keys: target.keys.map(({ createGrant: _, ...key }) => key),
    })),
  };
}

/**
 * Tries every answer that allows less: generates its documents and asks them about the calls of the log and about the run.
 * A large scenario is not asked.
 */
export function tighterAnswers(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  calls: readonly SeenCall[],
  options: DecisionOptions,
): readonly TighterAnswer[] {
  if (isLarge(scenario) || calls.length === 0) return [];
  const stoppedNow = new Set(stoppedSteps(scenario, documents, options));
  return narrowings.flatMap(({ apply, ...named }): TighterAnswer[] => {
    const tighter = apply(scenario, calls);
    if (JSON.stringify(tighter) === JSON.stringify(scenario)) return [];
    const generated = generate(tighter);
    const decider = createCallDecider(tighter, generated, options);
    const stopped = calls.filter(({ request, made }) => !decider.isAllowed(request, made));
    const seen = stopped.map(({ request }) => `${request.action} on ${request.resource}`);
    return [
      {
        ...named,
        stopsSeen: [...new Set(seen)].slice(0, mostNamed),
        stopsSteps: stoppedSteps(tighter, generated, options).filter(
          (title) => !stoppedNow.has(title),
        ),
        scenario: tighter,
      },
    ];
  });
}

const mostNamed = 20;

function stoppedSteps(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions,
): readonly string[] {
  const steps = runAcquisition(scenario, documents, options).filter(
    ({ state, documentedOnly }) => state !== "works" && !documentedOnly,
  );
  return [...new Set(steps.map(({ title }) => title))];
}
