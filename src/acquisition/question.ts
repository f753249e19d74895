import {
  type AccessRequest,
  authorize,
  type Decision,
  explainDecision,
  type Grant,
  type Outcome,
  type PolicySet,
  requestContext,
} from "#engine";
import type { PlacedPolicy, World } from "./world.ts";

/** One request with every policy that bears on it, and the documents that those policies come from. */
export interface Question {
  readonly request: AccessRequest;
  readonly identityPolicies: readonly PlacedPolicy[];
  readonly resourcePolicy?: PlacedPolicy;
  readonly grants?: readonly Grant[];
}

/** A statement of a document, for the screen to show. */
export interface StatementPlace {
  readonly documentId: string;
  /** Counts from 0. */
  readonly statement: number;
}

/** A request, decided. */
export interface DecidedRequest {
  readonly request: AccessRequest;
  /** `unknown` where a document that it rests on is no JSON: never taken for allowed. */
  readonly outcome: Outcome | "unknown";
  /** One plain sentence: why. */
  readonly sentence: string;
  /** The statements that decided, or that came close. */
  readonly places: readonly StatementPlace[];
  /** The documents that were asked. */
  readonly documentIds: readonly string[];
}

/** Decides a question by the authorizer. Never throws. */
export function decide(world: World, question: Question): DecidedRequest {
  const { identityPolicies, resourcePolicy } = question;
  const asked = [...identityPolicies, ...(resourcePolicy ? [resourcePolicy] : [])];
  const documentIds = asked.flatMap(({ documentId }) => (documentId ? [documentId] : []));
  const unreadable = documentIds.find((id) => world.unreadable.has(id));
  const request = complete(question.request);
  if (unreadable !== undefined)
    return {
      request,
      outcome: "unknown",
      sentence: "Not decided: a document that this rests on is not valid JSON.",
      places: [{ documentId: unreadable, statement: 0 }],
      documentIds,
    };
  const decision = authorize(request, policySetOf(question));
  return {
    request,
    outcome: decision.outcome,
    sentence: explainDecision(decision),
    places: placesOf(decision, question),
    documentIds,
  };
}

/** Whether the authorizer lets the request through: the short way for questions that nobody reads. */
export function isAllowed(world: World, question: Question): boolean {
  return decide(world, question).outcome === "allowed";
}

/** The policy set that a question hands to the authorizer. */
export function policySetOf(question: Question): PolicySet {
  return {
    identityPolicies: question.identityPolicies.map(({ policy }) => policy),
    ...(question.resourcePolicy ? { resourcePolicy: question.resourcePolicy.policy } : {}),
    ...(question.grants ? { grants: question.grants } : {}),
  };
}

function complete(request: AccessRequest): AccessRequest {
  return { ...request, context: requestContext(request) };
}

/** The deciding statements; where nothing decided, those that came close. */
function placesOf({ trace }: Decision, question: Question): readonly StatementPlace[] {
  const deciding = trace.statements.filter(({ result }) => result === "applies");
  const denying = deciding.filter(({ effect }) => effect === "Deny");
  const close = trace.statements.filter(
    (statement) => statement.result === "fails" && statement.close && statement.effect === "Allow",
  );
  const shown = denying.length > 0 ? denying : [...deciding, ...close];
  return shown.flatMap(({ at }) => {
    const placed =
      at.slot === "resourcePolicy" ? question.resourcePolicy : question.identityPolicies[at.index];
    return placed?.documentId ? [{ documentId: placed.documentId, statement: at.statement }] : [];
  });
}
