import {
  type DecisionOptions,
  runAcquisition,
  type ScenarioDocument,
  type Step,
  type StepRequest,
  sourceIdOf,
} from "#acquisition";
import { type Route, routesOf, type Scenario } from "#scenario";
import type { NotAsked } from "./dry-run-calls.ts";

/** A call of the run that `rehearse.sh` makes. */
export interface RehearsalCall {
  /** The step's id and the action: `t1/k1/eu-west-1/snapshot/ec2:CreateSnapshot`. Unique in a run. */
  readonly id: string;
  readonly action: string;
  readonly step: Step;
  /** The decided requests that it rests on: its own, and those that EC2 or EBS makes of KMS for it. */
  readonly requests: readonly StepRequest[];
  /** Whether its own permission is decided: false if EC2's and EBS's permissions stand elsewhere. */
  readonly isOwnDecided: boolean;
}

/** The calls of one source in their order. */
export interface RehearsedRoute {
  readonly route: Route;
  readonly calls: readonly RehearsalCall[];
}

/** What of a run a rehearsal makes. */
export interface Rehearsal {
  readonly routes: readonly RehearsedRoute[];
  readonly notAsked: readonly NotAsked[];
}

const temporaryKey = "AWS keeps a deleted key for 7 days or more, so the rehearsal makes none";

/**
 * The calls of a run that a rehearsal makes, source by source, and those that it does not make, with the reason. Never
 * throws.
 */
export function rehearsalOf(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions = {},
): Rehearsal {
  const steps = runAcquisition(scenario, documents, options);
  const notAsked: NotAsked[] = [];
  const routes = routesOf(scenario).map((route): RehearsedRoute => {
    const sourceId = sourceIdOf(route);
    const calls = steps.filter((step) => step.sourceId === sourceId).flatMap(callsOf);
    return {
      route,
      calls: calls.filter(({ id, action, step }) => {
        const why = whyNotMade(route, action, step);
        if (why !== undefined) notAsked.push({ id, why });
        return why === undefined;
      }),
    };
  });
  return { routes, notAsked };
}

/** Source of 7 days: KMS API Reference, "ScheduleKeyDeletion" (PendingWindowInDays). */
function whyNotMade(
  { temporaryKeyRegions }: Route,
  action: string,
  { kind }: Step,
): string | undefined {
  if (kind === "make-temporary-key" || kind === "retire-temporary-key") return temporaryKey;
  if (kind === "attach-volume" || action === "ec2:CreateSnapshots")
    return "the rehearsal starts no instance";
  const isFirst = kind === "assume-role" || kind === "look-up-key" || kind === "snapshot";
  if (temporaryKeyRegions.length > 0 && !isFirst)
    return `it needs the temporary key; ${temporaryKey}`;
  return undefined;
}

/** The calls that a role itself makes in a step: EC2 makes those of KMS, and tags what a call creates as it creates it. */
function callsOf(step: Step): readonly RehearsalCall[] {
  if (step.documentedOnly) return [];
  const actions = new Set([
    ...(step.callsElsewhere ?? []),
    ...step.requests.map(({ request }) => request.action),
  ]);
  const throughEc2 = /^(?:ec2|ebs):/.test(step.operation);
  return [...actions].flatMap((action): RehearsalCall[] => {
    const isEc2 = /^(?:ec2|ebs):/.test(action);
    if (action === "ec2:CreateTags" || (throughEc2 && !isEc2)) return [];
    const name = action.slice(action.indexOf(":") + 1);
    const requests = step.requests.filter(
      ({ request }) =>
        request.action === action ||
        request.context?.["ec2:CreateAction"] === name ||
        (throughEc2 && action === step.operation && request.action.startsWith("kms:")),
    );
    return [
      {
        id: `${step.id}/${action}`,
        action,
        step,
        requests,
        isOwnDecided: step.callsElsewhere?.includes(action) !== true,
      },
    ];
  });
}
