import { type AccessRequest, authorize, type Grant } from "#engine";
import { parseArn } from "#policy";
import type { Scenario } from "#scenario";
import { explain } from "../decisions/explain.ts";
import {
  checkNow,
  type DecidedRequest,
  decide,
  type PolicyCheck,
  placeOf,
  policyCheck,
  policySetOf,
  type RelevantPolicies,
  type StatementPlace,
} from "../decisions/policy-check.ts";
import { pathKeys } from "../decisions/unknowable.ts";
import {
  type DecisionOptions,
  type DocumentIndex,
  documentIndexOf,
} from "../documents/document-index.ts";
import type { ScenarioDocument } from "../documents/scenario-document.ts";
import { carriedBy, isKeyProperty } from "../requests/requests.ts";
import { roleOfPrincipal, rolesOf } from "../requests/roles.ts";
import { knownKeys, lacksKey } from "./known-key.ts";
import { outsideSubject } from "./outside-subject.ts";

/** A call that was made, decided against the documents. */
export interface DecidedCall {
  /** `unknown`: not decided, because no document is about it or the log lacks something. */
  readonly outcome: DecidedRequest["outcome"];
  /** Why, in one sentence. */
  readonly sentence: string;
  /** The statements that decided, or that came close. */
  readonly places: readonly StatementPlace[];
  /** The Allows that an allowed call rests on, in documents and layers. */
  readonly allowedBy: readonly StatementPlace[];
}

/** The call that made a grant, and the grant: it counts if the documents allow that call. */
export interface MadeGrant {
  readonly by: AccessRequest;
  readonly grant: Grant;
}

/** Decides calls; `made`: the grant that a call rests on, for EC2's own calls. */
export interface CallDecider {
  readonly decide: (request: AccessRequest, made?: MadeGrant) => DecidedCall;
  /** Whether `decide` says `allowed`, without saying why. */
  readonly isAllowed: (request: AccessRequest, made?: MadeGrant) => boolean;
}

/** Whether a principal is a session of the role that EC2 uses for an instance. Source: facts §8. */
export function isEc2Infrastructure(principal: string): boolean {
  return /:assumed-role\/aws:ec2-infrastructure\//.test(principal);
}

/**
 * Decides calls of the scenario's roles, and EC2's calls under a grant, one after the other against the same documents.
 * Unlike `answerRequest` it does not look for a like request of the run, so that a log with many calls is decided fast.
 */
export function createCallDecider(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions = {},
): CallDecider {
  const index = documentIndexOf(scenario, documents, options);
  return {
    decide: (request, made) => decidedCall(index, request, made),
    isAllowed: (request, made) => {
      if (isEc2Infrastructure(request.principal) && !made) return false;
      const check = checkOf(index, request, made);
      return typeof check !== "string" && decide(index, check).outcome === "allowed";
    },
  };
}

function decidedCall(
  index: DocumentIndex,
  request: AccessRequest,
  made: MadeGrant | undefined,
): DecidedCall {
  if (isEc2Infrastructure(request.principal) && !made)
    return notDecided("the log does not have the CreateGrant that this call of EC2 rests on.");
  const asked = checkOf(index, request, made);
  if (typeof asked === "string") return notDecided(asked);
  const check = checkNow(index, asked);
  if (lacksKey(check.request)) return notDecided("the event does not name the key.");
  const decision = authorize(check.request, policySetOf(index, check), {
    cache: index.authorizer,
  });
  const outside = outsideSubject(index.scenario, check.request, decision);
  if (outside !== undefined) return notDecided(outside);
  const { outcome } = decide(index, check);
  const { sentence, places } = explain(index, check);
  const allowedBy = decision.trace.statements.flatMap((statement) =>
    statement.result === "applies" && statement.effect === "Allow"
      ? (placeOf(index, check, statement.at) ?? [])
      : [],
  );
  return { outcome, sentence, places, allowedBy: outcome === "allowed" ? allowedBy : [] };
}

/** `why`: the second half of a sentence. */
function notDecided(why: string): DecidedCall {
  return { outcome: "unknown", sentence: `Not decided: ${why}`, places: [], allowedBy: [] };
}

/** The check of a call. Returns why there is none, in the second half of a sentence. */
function checkOf(
  index: DocumentIndex,
  request: AccessRequest,
  made: MadeGrant | undefined,
): PolicyCheck | string {
  const { scenario } = index;
  const role = roleOfPrincipal(scenario, request.principal);
  const identityPolicies = role ? index.identityPoliciesOf(role) : [];
  const resource = relevantOf(index, request);
  if (typeof resource === "string") return resource;
  const relevant: RelevantPolicies = { identityPolicies, ...resource.relevant };
  const asked = {
    ...request,
    context: { ...resource.properties, ...request.context },
  };
  if (!made || !isEc2Infrastructure(request.principal)) return policyCheck(asked, relevant);
  const by = checkOf(index, made.by, undefined);
  if (typeof by === "string") return by;
  return underGrant(policyCheck(asked, { ...relevant, granted: { by, grants: [made.grant] } }));
}

/** EC2's own call: no source says whether it has `kms:ViaService` (facts §6). */
function underGrant(check: PolicyCheck): PolicyCheck {
  const context = Object.fromEntries(
    Object.entries(check.request.context ?? {}).filter(
      ([key]) => !pathKeys.includes(key.toLowerCase()),
    ),
  );
  return { ...check, request: { ...check.request, context }, unknownKeys: pathKeys };
}

function relevantOf(
  index: DocumentIndex,
  { action, resource }: AccessRequest,
):
  | {
      readonly relevant: Pick<RelevantPolicies, "resourcePolicy">;
      readonly properties: AccessRequest["context"];
    }
  | string {
  const { scenario } = index;
  const arn = parseArn(resource);
  if (arn?.service === "iam" && arn.resource.startsWith("role/")) {
    const role = rolesOf(scenario).find((one) => one.arn === resource);
    const trust = role && index.trustPolicyOf(role);
    if (!trust) return `the answers do not have the role ${resource}.`;
    return { relevant: { resourcePolicy: trust }, properties: {} };
  }
  if (arn?.service !== "kms" || !arn.resource.startsWith("key/"))
    return { relevant: {}, properties: {} };
  const [known] = knownKeys(scenario, { action, arn: resource });
  if (!known) return `the answers do not have the key ${resource}.`;
  const { policy, properties } = known.keyIn(index);
  const own = Object.entries(properties).filter(([key]) => isKeyProperty(key));
  return {
    relevant: { resourcePolicy: policy },
    properties: carriedBy(action, Object.fromEntries(own)),
  };
}
