import type { Policy } from "#policy";
import { retireGrant } from "../grant.ts";
import { isRecord } from "../json.ts";
import { type Reach, reach } from "../principal.ts";
import { hasIdentityPolicies } from "../request/caller.ts";
import type { RequestView } from "../request/request-view.ts";
import { type ActionStatements, compileDocument } from "../statement/document.ts";
import { type ElementRules, statementReach } from "../statement/match.ts";
import type { DecidingPolicy, PolicySet, PolicySlot } from "../types.ts";

const { direct, none } = reach;

/** Documents that are asked together: one of them has to allow. */
export interface Layer {
  readonly slot: PolicySlot;
  readonly level?: number;
  /** The place of the first document in its list. */
  readonly offset: number;
  readonly documents: readonly Policy[];
  /** Of each document the statements that the request's action does not rule out; none where the layer does not apply. */
  readonly statements: readonly ActionStatements[];
  readonly rules: ElementRules;
  /** Whether these policies bear on the caller at all. */
  readonly applies: boolean;
}

/** Every policy that a set brings, by what it is asked for. */
export interface Layers {
  readonly identity: Layer;
  readonly boundary: Layer | undefined;
  readonly session: Layer | undefined;
  readonly resource: Layer | undefined;
  /** Service and resource control policies by level, and endpoint policies one by one: each must allow. */
  readonly guardrails: readonly Layer[];
}

const withoutPrincipal: ElementRules = { principal: "forbidden", resource: "needed" };
/** Source: Organizations User Guide, "RCP syntax". */
const controlsResource: ElementRules = { principal: "needed", resource: "needed" };
/** Source: PrivateLink Guide, "Control access to VPC endpoints using endpoint policies". */
const onEndpoint: ElementRules = { principal: "idle", resource: "needed" };

/**
 * What a resource policy makes of a missing element: without principal a statement does nothing; a key policy's without
 * resource does nothing either; a trust policy has no resource and no Allow with `NotPrincipal`; elsewhere a resource may be
 * left out.
 * Source: KMS Developer Guide, "Key policies"; IAM User Guide, "JSON policy elements" and "AWS JSON policy elements:
 * NotPrincipal" (an Allow with it in a trust policy is refused).
 */
function rulesOnResource(decidingPolicy: DecidingPolicy): ElementRules {
  if (decidingPolicy === "key-policy") return { principal: "idle", resource: "idle" };
  return decidingPolicy === "trust-policy"
    ? { principal: "idle", allowNotPrincipal: "forbidden", resource: "forbidden" }
    : { principal: "idle", resource: "optional" };
}

/**
 * Sorts a policy set into layers. Service control policies do not bind service principals, anonymous callers and
 * service-linked roles; resource control policies do not bind service-linked roles; identity policies, boundary and session
 * policies belong to principals of an account, and bind its root only through service control policies. A KMS call that
 * names no key is not asked of a resource policy, and `kms:RetireGrant` is beyond key policies and resource control policies.
 * Source: Organizations User Guide, "Service control policies" and "Resource control policies"; KMS Developer Guide,
 * "Resource control policies in AWS KMS".
 */
export function layersOf(policies: PolicySet, view: RequestView): Layers {
  const set: PolicySet = isRecord(policies) ? policies : {};
  const { caller, decidingPolicy } = view;
  const isIdentity = hasIdentityPolicies(caller) && caller.kind !== "root";
  const boundary = listOf(set.permissionsBoundary);
  const session = listOf(set.sessionPolicies);
  const resource = listOf(set.resourcePolicy);
  const resourcePolicyGrants =
    decidingPolicy !== "identity-policies" &&
    decidingPolicy !== "open" &&
    view.actionKey !== retireGrant;
  return {
    identity: layerOf(
      "identityPolicies",
      listOf(set.identityPolicies),
      withoutPrincipal,
      isIdentity,
      view,
    ),
    boundary:
      boundary.length > 0
        ? layerOf("permissionsBoundary", boundary, withoutPrincipal, isIdentity, view)
        : undefined,
    session:
      session.length > 0
        ? layerOf("sessionPolicies", session, withoutPrincipal, isIdentity, view)
        : undefined,
    resource:
      resource.length > 0
        ? layerOf(
            "resourcePolicy",
            resource,
            rulesOnResource(decidingPolicy),
            resourcePolicyGrants,
            view,
          )
        : undefined,
    guardrails: guardrailsOf(set, view),
  };
}

function guardrailsOf(set: PolicySet, view: RequestView): readonly Layer[] {
  const { caller, actionKey } = view;
  const service = listOf(set.serviceControlPolicies);
  const resource = listOf(set.resourceControlPolicies);
  const endpoint = listOf(set.endpointPolicies);
  if (service.length + resource.length + endpoint.length === 0) return [];
  const isMember = hasIdentityPolicies(caller) && !caller.serviceLinked;
  const isControlled = !caller.serviceLinked && actionKey !== retireGrant;
  return [
    ...service.map((documents, level) => ({
      ...layerOf("serviceControlPolicies", listOf(documents), withoutPrincipal, isMember, view),
      level,
    })),
    ...resource.map((documents, level) => ({
      ...layerOf(
        "resourceControlPolicies",
        listOf(documents),
        controlsResource,
        isControlled,
        view,
      ),
      level,
    })),
    ...endpoint.map((policy, offset) => ({
      ...layerOf("endpointPolicies", [policy], onEndpoint, true, view),
      offset,
    })),
  ];
}

function layerOf(
  slot: PolicySlot,
  documents: readonly Policy[],
  rules: ElementRules,
  applies: boolean,
  { actionKey, cache }: RequestView,
): Layer {
  const documentOf = cache?.documentOf ?? compileDocument;
  const statements: ActionStatements[] = [];
  if (applies)
    for (const document of documents) statements.push(documentOf(document).forAction(actionKey));
  return { slot, offset: 0, documents, statements, rules, applies };
}

/** The layers that are there, in the order of the trace. */
export function allLayers(layers: Layers): readonly Layer[] {
  const { identity, boundary, session, resource, guardrails } = layers;
  const found = [identity];
  for (const layer of [boundary, session, resource]) if (layer) found.push(layer);
  found.push(...guardrails);
  return found;
}

/** The farthest that any Allow of the layer reaches the request. */
export function allowReach(layer: Layer, view: RequestView): Reach {
  let best: Reach = none;
  for (const { allows } of layer.statements)
    for (const statement of allows) {
      const found = statementReach(statement, layer.rules, view);
      if (found > best) best = found;
      if (best === direct) return best;
    }
  return best;
}

/** Whether any Deny of the layer reaches the request; a layer that does not apply has no statements. */
export function denies(layer: Layer, view: RequestView): boolean {
  for (const { denies } of layer.statements)
    for (const statement of denies)
      if (statementReach(statement, layer.rules, view) !== none) return true;
  return false;
}

/** A list as given; one value stands for a list of one, and JSON's `null` for nothing. */
function listOf<T>(value: T | readonly T[] | null | undefined): readonly T[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
