import {
  type AccessRequest,
  type AuthorizerCache,
  authorize,
  type Grant,
  type Outcome,
  type PolicySet,
  requestContext,
  type StatementReference,
} from "#engine";
import type { StateRemedy } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import { policiesNaming } from "../documents/policies-naming.ts";
import type { PolicyReference } from "../documents/scenario-document.ts";
import { policiesJoining } from "../layers/layers.ts";
import { requestAt, requestNow } from "./moment.ts";
import { withOtherIds } from "./other-ids.ts";
import { boundsOf } from "./unknowable.ts";

/** What bears on a request: policies, and grants that may stand. */
export interface RelevantPolicies {
  readonly identityPolicies: readonly PolicyReference[];
  readonly resourcePolicy?: PolicyReference;
  /** Grants that stand where another request, which makes them, is allowed. */
  readonly granted?: { readonly by: PolicyCheck; readonly grants: readonly Grant[] };
  /**
   * Condition keys, in lower case, of which nobody knows what this call has: what turns on them is not decided. One that
   * ends in a slash means the keys of every tag.
   */
  readonly unknownKeys?: readonly string[];
  /** An abuse: its caller can avoid every VPC endpoint. */
  readonly avoidsEndpoints?: true;
}

/**
 * One request with every policy that bears on it. What it asks rests on the answers alone: a run's checks are made
 * once and asked again after each keystroke.
 */
export interface PolicyCheck extends RelevantPolicies {
  /** With what AWS itself adds to its context. */
  readonly request: AccessRequest;
}

/**
 * The check of a request, which needs only the context that AWS does not derive from it. `authorizer`: kept by a caller that
 * makes many.
 */
export function policyCheck(
  request: AccessRequest,
  relevantPolicies: RelevantPolicies,
  authorizer?: AuthorizerCache,
): PolicyCheck {
  const context = requestContext(request, authorizer);
  return { ...relevantPolicies, request: { ...request, context } };
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
  /** It hangs on the id of a thing that the answers do not say: “the id of the volume”. */
  readonly hangsOnId?: string;
  /** The state of the key refuses it, above any policy: what changes the state, in order. */
  readonly keyState?: readonly StateRemedy[];
}

/** Decides a check by the authorizer, without saying why. Never throws. */
export function decide(index: DocumentIndex, check: PolicyCheck): DecidedRequest {
  return decideNarrowed(index, narrowed(index, check));
}

/** Decides a check as it is: `narrowed` has left out the policies that cannot bear on it. Never throws. */
export function decideNarrowed(index: DocumentIndex, check: PolicyCheck): DecidedRequest {
  const { request } = check;
  index.onWork();
  const documentIds = documentsAsked(index, check);
  if (documentIds.some((id) => index.unreadable.has(id)))
    return { request, outcome: "unknown", documentIds };
  const set = policySetOf(index, check);
  const isOpen =
    hangsOn(index, check, set).length > 0 || hangsOnId(index, check, set) !== undefined;
  const outcome = isOpen ? "unknown" : outcomeOf(index, request, set);
  return { request, outcome, documentIds };
}

/** The check at the moment that the run is decided for, with only the policies that can bear on its resource. */
export function narrowed(index: DocumentIndex, given: PolicyCheck): PolicyCheck {
  const check = checkNow(index, given);
  const { identityPolicies, request, granted } = check;
  const naming = policiesNaming(index, identityPolicies, request.resource);
  if (naming === identityPolicies && !granted) return check;
  return {
    ...check,
    identityPolicies: naming,
    ...(granted ? { granted: { ...granted, by: narrowed(index, granted.by) } } : {}),
  };
}

/** The check, and the request that made its grants, at the moment that the run is decided for. */
export function checkNow(index: DocumentIndex, check: PolicyCheck): PolicyCheck {
  const { granted } = check;
  const request = requestNow(index, check.request);
  if (request === check.request) return check;
  return {
    ...check,
    request,
    ...(granted ? { granted: { ...granted, by: checkNow(index, granted.by) } } : {}),
  };
}

/** The check at an instant, and the request that made its grants. */
export function checkAt(check: PolicyCheck, instant: string): PolicyCheck {
  const { request, granted } = check;
  return {
    ...check,
    request: requestAt(request, instant),
    ...(granted ? { granted: { ...granted, by: checkAt(granted.by, instant) } } : {}),
  };
}

/** The documents of a check. */
export function documentsAsked(index: DocumentIndex, check: PolicyCheck): readonly string[] {
  const { granted } = check;
  const ids: string[] = [];
  for (const { documentId } of policiesAsked(index, check))
    if (documentId !== undefined) ids.push(documentId);
  return granted ? [...new Set([...ids, ...documentsAsked(index, granted.by)])] : ids;
}

/** Every policy of a check. */
export function policiesAsked(
  index: DocumentIndex,
  check: PolicyCheck,
): readonly PolicyReference[] {
  const { identityPolicies, resourcePolicy } = check;
  const layers = index.layersOf(check);
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

/** The condition keys that decide the check and that only the real call has; mostly none. */
export function hangsOn(
  index: DocumentIndex,
  { request, unknownKeys }: PolicyCheck,
  set: PolicySet,
): readonly string[] {
  const bounds = boundsOf(set, request.context ?? {}, index.ofPolicy, unknownKeys);
  if (!bounds) return [];
  const refused = outcomeOf(index, request, bounds.worst) !== "allowed";
  return refused && outcomeOf(index, request, bounds.best) === "allowed" ? bounds.keys : [];
}

/** A thing of which the run does not know the id, and that decides: “the volume”, with an id that decides otherwise. */
export interface DecidingId {
  readonly thing: string;
  readonly id: string;
  /** Whether that id is allowed, and others are not. */
  readonly isAllowed: boolean;
}

/** The id that a check hangs on, since the policies name one; mostly none. */
export function hangsOnId(
  index: DocumentIndex,
  { request }: PolicyCheck,
  set: PolicySet,
): DecidingId | undefined {
  const others = withOtherIds(set, request, index.ofPolicy);
  if (others.length === 0) return undefined;
  const isAllowed = outcomeOf(index, request, set) === "allowed";
  const deciding = others.find(
    (other) => (outcomeOf(index, other.request, other.set) === "allowed") !== isAllowed,
  );
  return deciding && { thing: deciding.thing, id: deciding.id, isAllowed: !isAllowed };
}

/** The policies that the authorizer gets for a check. */
export function policySetOf(index: DocumentIndex, check: PolicyCheck): PolicySet {
  const { identityPolicies, resourcePolicy, granted } = check;
  const layers = index.layersOf(check);
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

function isAllowed(index: DocumentIndex, check: PolicyCheck): boolean {
  return outcomeOf(index, check.request, policySetOf(index, check)) === "allowed";
}

/** The document that a statement of a trace stands in; none for Keyhole's own assumptions. */
export function placeOf(
  index: DocumentIndex,
  check: PolicyCheck,
  at: StatementReference,
): StatementPlace | undefined {
  const placed = placedAt(index, at, check);
  return placed?.documentId
    ? { documentId: placed.documentId, statement: at.statement }
    : undefined;
}

/** The policy that a reference of the trace means. */
export function placedAt(
  index: DocumentIndex,
  at: StatementReference,
  check: PolicyCheck,
): PolicyReference | undefined {
  const { slot, level = 0 } = at;
  if (slot === "resourcePolicy") return check.resourcePolicy;
  if (slot === "identityPolicies") return check.identityPolicies[at.index];
  const layers = index.layersOf(check);
  const list =
    slot === "serviceControlPolicies" || slot === "resourceControlPolicies"
      ? layers?.[slot][level]
      : layers?.[slot];
  return list?.[at.index];
}
