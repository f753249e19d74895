import {
  type AccessRequest,
  authorize,
  type Decision,
  explainDecision,
  type Grant,
  type Outcome,
  type PolicySet,
  requestContext,
  type StatementReference,
} from "#engine";
import { regionShutBy } from "./region-shut.ts";
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
  /** The documents that were asked. */
  readonly documentIds: readonly string[];
  /** Why; left out where the outcome is as expected, since most are: `explainRequest` says it on demand. */
  readonly why?: Why;
}

export interface Why {
  /** One plain sentence. */
  readonly sentence: string;
  /** The statements that decided, or that came close. */
  readonly places: readonly StatementPlace[];
  /** The documents that a condition or resource of theirs keeps the request's region out of. */
  readonly regionShutBy: readonly string[];
}

/** Decides a question by the authorizer, without saying why. Never throws. */
export function decide(world: World, question: Question): DecidedRequest {
  const documentIds = documentsAsked(question);
  const request = completeRequest(question.request);
  if (documentIds.some((id) => world.unreadable.has(id)))
    return { request, outcome: "unknown", documentIds };
  const { outcome } = authorize(request, policySetOf(question), { trace: false });
  return { request, outcome, documentIds };
}

/** Why a question is decided as it is. */
export function explain(world: World, question: Question): Why {
  const unreadable = documentsAsked(question).find((id) => world.unreadable.has(id));
  if (unreadable !== undefined)
    return {
      sentence: "Not decided: a document that this rests on is not valid JSON.",
      places: [{ documentId: unreadable, statement: 0 }],
      regionShutBy: [],
    };
  const decision = authorize(completeRequest(question.request), policySetOf(question));
  return {
    sentence: explainDecision(decision),
    places: placesOf(decision, question),
    regionShutBy: regionShutBy(decision, question),
  };
}

function documentsAsked({ identityPolicies, resourcePolicy }: Question): readonly string[] {
  const asked = resourcePolicy ? [...identityPolicies, resourcePolicy] : identityPolicies;
  return asked.flatMap(({ documentId }) => (documentId ? [documentId] : []));
}

/** The policy set that a question hands to the authorizer. */
export function policySetOf(question: Question): PolicySet {
  return {
    identityPolicies: question.identityPolicies.map(({ policy }) => policy),
    ...(question.resourcePolicy ? { resourcePolicy: question.resourcePolicy.policy } : {}),
    ...(question.grants ? { grants: question.grants } : {}),
  };
}

/** The request with what AWS itself adds to its context. */
export function completeRequest(request: AccessRequest): AccessRequest {
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
  return shown.flatMap(({ at }) => placeOf(question, at) ?? []);
}

/** The document that a statement of a trace stands in; none for Keyhole's own assumptions. */
export function placeOf(question: Question, at: StatementReference): StatementPlace | undefined {
  const placed = placedAt(at, question);
  return placed?.documentId
    ? { documentId: placed.documentId, statement: at.statement }
    : undefined;
}

/** The policy that a reference of the trace means. */
export function placedAt(
  at: StatementReference,
  { identityPolicies, resourcePolicy }: Question,
): PlacedPolicy | undefined {
  return at.slot === "resourcePolicy" ? resourcePolicy : identityPolicies[at.index];
}
