import type { CreateGrantAnswer, KeyPlace, Role } from "#scenario";
import { explain } from "../decisions/explain.ts";
import { resultOf } from "../decisions/last-result.ts";
import type { DecidedRequest, PolicyCheck, Why } from "../decisions/policy-check.ts";
import type { DocumentIndex } from "../documents/document-index.ts";

/** What a step does in the import, whatever its title says. */
export type StepKind =
  | "assume-role"
  | "look-up-key"
  | "snapshot"
  | "make-temporary-key"
  | "copy"
  | "read-blocks"
  | "create-volume"
  | "attach-volume"
  | "retire-temporary-key"
  | "vendor-list"
  | "other-user";

/** One thing that happens in an import, with every request that it makes, decided. */
export interface Step {
  /** Unique in a run: the source's id and the step's, `t1/k1/us-east-1/copy-1`. */
  readonly id: string;
  readonly kind: StepKind;
  /** The source that it belongs to: `t1/k1/us-east-1`. */
  readonly sourceId: string;
  /** The part of the run that it belongs to: the target's id. */
  readonly partId: string;
  /** In the user's words: “Copy the snapshot to the temporary key”. */
  readonly title: string;
  /** The call that the platform makes: `ec2:CopySnapshot`. */
  readonly operation: string;
  /** Where the call goes: the account and region of what it acts on, which need not be those of its caller. */
  readonly account: string;
  readonly region: string;
  /** ARN of the role that calls. */
  readonly actor: string;
  /** The account of that role. */
  readonly actorAccount: string;
  readonly requests: readonly StepRequest[];
  readonly state: StepState;
  /** An earlier step of the same source stops the import, so this call is never made. Its requests are decided all the same. */
  readonly unreached?: true;
  /** The public source that documents what the step asks. */
  readonly source: string;
  /**
   * The step is the vendor's word, not a call of the import: the role is to hold these permissions though nothing is
   * known to use them. It does not count for whether the import works; what is missing is `withheld`.
   */
  readonly documentedOnly?: true;
  /** Said where something about the step is not documented. */
  readonly assumed?: string;
  /** Its EC2 and EBS calls, `ec2:CopySnapshot`, if they are not decided: their permissions stand elsewhere. */
  readonly callsElsewhere?: readonly string[];
}

/**
 * `withheld`: an answer of the user keeps it from working. `unknown`: not decided, because a document that it rests on cannot
 * be read, or because a condition asks for what no source says of the call. Never taken for working.
 */
export type StepState = "works" | "withheld" | "broken" | "unknown";

/** One decided request of a step. */
export interface StepRequest extends DecidedRequest {
  /** What it is about: “Decrypt on key 1234abcd-…”. */
  readonly label: string;
  /** The key that it is about; left out if it names no key. */
  readonly key?: KeyPlace;
  readonly state: StepState;
}

/** A request of a step before it is decided. */
export interface Asked {
  readonly label: string;
  readonly check: PolicyCheck;
  readonly key?: KeyPlace;
  /** The answer that counts for it, where it is a CreateGrant or rests on one. */
  readonly createGrant?: CreateGrantAnswer;
  /** Why KMS refuses it whatever the policies allow: the state of the key. */
  readonly refused?: Why;
}

/** One step of the import, before its requests are decided. */
export interface StepPlan {
  readonly id: string;
  readonly kind: StepKind;
  readonly title: string;
  readonly operation: string;
  readonly actor: Role;
  readonly account: string;
  readonly region: string;
  readonly asked: readonly Asked[];
  readonly source: string;
  readonly documentedOnly?: true;
  readonly assumed?: string;
  readonly callsElsewhere?: readonly string[];
}

/** Unique in a run: `t1/k1/us-east-1/copy-1`. */
export function stepIdOf(sourceId: string, planId: string): string {
  return `${sourceId}/${planId}`;
}

/** Decides every request of a step. */
export function decidedStep(
  index: DocumentIndex,
  partId: string,
  sourceId: string,
  plan: StepPlan,
): Step {
  const checks = plan.asked.map(({ check }) => check);
  return resultOf(index, plan, checks, (decided) => stepOf(index, partId, sourceId, plan, decided));
}

function stepOf(
  index: DocumentIndex,
  partId: string,
  sourceId: string,
  plan: StepPlan,
  decided: readonly DecidedRequest[],
): Step {
  const { asked, actor, id, ...rest } = plan;
  const requests = decided.flatMap((request, at): StepRequest[] => {
    const one = asked[at];
    if (!one) return [];
    const key = one.key ? { key: one.key } : {};
    if (one.refused) {
      const denied = { outcome: "explicitly-denied", state: "broken", why: one.refused } as const;
      return [{ ...request, ...denied, ...key, label: one.label }];
    }
    const state = stateOf(request, one.createGrant, plan.documentedOnly);
    const why = state === "works" ? {} : { why: explain(index, one.check) };
    return [{ ...request, ...why, ...key, label: one.label, state }];
  });
  return {
    ...rest,
    id: stepIdOf(sourceId, id),
    sourceId,
    partId,
    actor: actor.arn,
    actorAccount: actor.account,
    requests,
    state: worstOf(requests.map(({ state }) => state)),
  };
}

function stateOf(
  decided: DecidedRequest,
  createGrant: CreateGrantAnswer | undefined,
  documentedOnly: true | undefined,
): StepState {
  if (decided.outcome === "allowed") return "works";
  if (decided.outcome === "unknown") return "unknown";
  return createGrant === "withhold" || documentedOnly ? "withheld" : "broken";
}

/** The steps of one source in their order: what follows a step that stops the import is marked as not reached. */
export function withUnreached(steps: readonly Step[]): readonly Step[] {
  const stop = steps.findIndex(
    ({ state, documentedOnly }) => !documentedOnly && (state === "broken" || state === "withheld"),
  );
  if (stop < 0) return steps;
  return steps.map((step, index) =>
    index > stop && !step.documentedOnly ? { ...step, unreached: true } : step,
  );
}

/** Broken before unknown before withheld before working. */
export function worstOf(states: readonly StepState[]): StepState {
  const order: readonly StepState[] = ["broken", "unknown", "withheld"];
  return order.find((state) => states.includes(state)) ?? "works";
}
