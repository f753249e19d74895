import {
  type AccessRequest,
  authorize,
  type Grant,
  type Outcome,
  type PolicySet,
  requestContext,
  type StatementReference,
} from "#engine";
import type { DocumentIndex } from "../documents/document-index.ts";
import { policiesNaming } from "../documents/policies-naming.ts";
import type { PolicyReference } from "../documents/scenario-document.ts";
import { policiesJoining } from "../layers/layers.ts";
import { boundsOf } from "./unknowable.ts";

/** What bears on a request: policies, and grants that may stand. */
export interface RelevantPolicies {
  readonly identityPolicies: readonly PolicyReference[];
  readonly resourcePolicy?: PolicyReference;
  /** Grants that stand where another request, which makes them, is allowed. */
  readonly granted?: { readonly by: Question; readonly grants: readonly Grant[] };
  /** Condition keys, in lower case, of which no source says what this call has: what turns on them is not decided. */
  readonly unknownKeys?: readonly string[];
  /** An abuse: whoever tries it may do so past every VPC endpoint. */
  readonly avoidsEndpoints?: true;
}

/**
 * One request with every policy that bears on it. What it asks rests on the answers alone: a run's questions are made
 * once and asked again after each keystroke.
 */
export interface Question extends RelevantPolicies {
  /** With what AWS itself adds to its context. */
  readonly request: AccessRequest;
}

/** Puts a question; the request needs only the context that AWS does not derive from it. */
export function putQuestion(request: AccessRequest, relevantPolicies: RelevantPolicies): Question {
  return { ...relevantPolicies, request: { ...request, context: requestContext(request) } };
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
  /**
   * `unknown` where a document that it rests on is no JSON, or where it hangs on what only the real call has (its time,
   * its address): never taken for allowed.
   */
  readonly outcome: Outcome | "unknown";
  /** The documents that were asked. */
  readonly documentIds: readonly string[];
  /** Why; left out where the outcome is as expected, since most are: `explainRequest` says it on demand. */
  readonly why?: Why;
}

/** Why a request got its decision. */
export interface Why {
  /** One plain sentence. */
  readonly sentence: string;
  /** The statements that decided, or that came close. */
  readonly places: readonly StatementPlace[];
  /** The documents that a condition or resource of theirs keeps the request's region out of. */
  readonly regionShutBy: readonly string[];
  /** The condition keys that it hangs on and that only the real call has. */
  readonly hangsOn?: readonly string[];
}

/** Decides a question by the authorizer, without saying why. Never throws. */
export function decide(index: DocumentIndex, question: Question): DecidedRequest {
  return decideNarrowed(index, narrowed(index, question));
}

/** Decides a question as it is: `narrowed` has left out the policies that cannot bear on it. Never throws. */
export function decideNarrowed(index: DocumentIndex, question: Question): DecidedRequest {
  const { request } = question;
  index.onWork();
  const documentIds = documentsAsked(index, question);
  if (documentIds.some((id) => index.unreadable.has(id)))
    return { request, outcome: "unknown", documentIds };
  const set = policySetOf(index, question);
  const outcome =
    hangsOn(index, question, set).length > 0 ? "unknown" : outcomeOf(index, request, set);
  return { request, outcome, documentIds };
}

/** The question put only to the policies that can bear on its resource: the same outcome for less. */
export function narrowed(index: DocumentIndex, question: Question): Question {
  const { identityPolicies, request, granted } = question;
  const naming = policiesNaming(index, identityPolicies, request.resource);
  if (naming === identityPolicies && !granted) return question;
  return {
    ...question,
    identityPolicies: naming,
    ...(granted ? { granted: { ...granted, by: narrowed(index, granted.by) } } : {}),
  };
}

/** The documents that a question is put to. */
export function documentsAsked(index: DocumentIndex, question: Question): readonly string[] {
  const { granted } = question;
  const ids: string[] = [];
  for (const { documentId } of policiesAsked(index, question))
    if (documentId !== undefined) ids.push(documentId);
  return granted ? [...new Set([...ids, ...documentsAsked(index, granted.by)])] : ids;
}

/** Every policy that a question is put to. */
export function policiesAsked(
  index: DocumentIndex,
  question: Question,
): readonly PolicyReference[] {
  const { identityPolicies, resourcePolicy } = question;
  const layers = index.layersOf(question);
  if (!layers && !resourcePolicy) return identityPolicies;
  return [
    ...identityPolicies,
    ...(resourcePolicy ? [resourcePolicy] : []),
    ...(layers ? policiesJoining(layers) : []),
  ];
}

function outcomeOf(index: DocumentIndex, request: AccessRequest, set: PolicySet): Outcome {
  return authorize(request, set, { trace: false, cache: index.authorizer }).outcome;
}

/** The condition keys that decide the question and that only the real call has; mostly none. */
export function hangsOn(
  index: DocumentIndex,
  { request, unknownKeys }: Question,
  set: PolicySet,
): readonly string[] {
  const bounds = boundsOf(set, request.context ?? {}, index.ofPolicy, unknownKeys);
  if (!bounds) return [];
  const refused = outcomeOf(index, request, bounds.worst) !== "allowed";
  return refused && outcomeOf(index, request, bounds.best) === "allowed" ? bounds.keys : [];
}

/** The policies that the authorizer gets for a question. */
export function policySetOf(index: DocumentIndex, question: Question): PolicySet {
  const { identityPolicies, resourcePolicy, granted } = question;
  const layers = index.layersOf(question);
  const made = granted && isAllowed(index, granted.by) ? granted.grants : [];
  const grants = layers ? [...layers.grants, ...made] : made;
  const policiesOf = (references: readonly PolicyReference[]) => references.map(index.policyOf);
  return {
    identityPolicies: policiesOf(identityPolicies),
    ...(resourcePolicy ? { resourcePolicy: index.policyOf(resourcePolicy) } : {}),
    ...(layers
      ? {
          permissionsBoundary: policiesOf(layers.permissionsBoundary),
          sessionPolicies: policiesOf(layers.sessionPolicies),
          serviceControlPolicies: layers.serviceControlPolicies.map(policiesOf),
          resourceControlPolicies: layers.resourceControlPolicies.map(policiesOf),
          endpointPolicies: policiesOf(layers.endpointPolicies),
        }
      : {}),
    ...(grants.length > 0 ? { grants } : {}),
  };
}

function isAllowed(index: DocumentIndex, question: Question): boolean {
  return outcomeOf(index, question.request, policySetOf(index, question)) === "allowed";
}

/** The document that a statement of a trace stands in; none for Keyhole's own assumptions. */
export function placeOf(
  index: DocumentIndex,
  question: Question,
  at: StatementReference,
): StatementPlace | undefined {
  const placed = placedAt(index, at, question);
  return placed?.documentId
    ? { documentId: placed.documentId, statement: at.statement }
    : undefined;
}

/** The policy that a reference of the trace means. */
export function placedAt(
  index: DocumentIndex,
  at: StatementReference,
  question: Question,
): PolicyReference | undefined {
  const { slot, level = 0 } = at;
  if (slot === "resourcePolicy") return question.resourcePolicy;
  if (slot === "identityPolicies") return question.identityPolicies[at.index];
  const layers = index.layersOf(question);
  const list =
    slot === "serviceControlPolicies" || slot === "resourceControlPolicies"
      ? layers?.[slot][level]
      : layers?.[slot];
  return list?.[at.index];
}
