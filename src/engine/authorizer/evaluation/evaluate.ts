import { crossAccountActions } from "#policy/kms";
import { grantThatAllows } from "../grant.ts";
import { type Reach, reach } from "../principal.ts";
import { hasIdentityPolicies } from "../request/caller.ts";
import type { RequestView } from "../request/request-view.ts";
import type { Grant, Reason, Verdict } from "../types.ts";
import { beyondPolicies } from "./beyond-policies.ts";
import { allowReach, denies, type Layer, type Layers } from "./layers.ts";

const { account, direct, none, role } = reach;

/** The actions of KMS, in lower case, that have an effect when given to another account. */
export const acrossAccounts: ReadonlySet<string> = new Set(
  crossAccountActions.map((action) => `kms:${action.toLowerCase()}`),
);

/**
 * Decides a request: one that nobody can send is refused. Else an explicit Deny anywhere, then the guardrails, then the policies that decide the action, then the
 * grants of a key. Unsettled: whether guardrails bind what a grant allows; they do here.
 * Source: IAM User Guide, "How AWS enforcement code logic evaluates requests"; KMS Developer Guide, "Troubleshooting key
 * access" and "Grants in AWS KMS".
 */
export function evaluate(
  view: RequestView,
  layers: Layers,
  grants: readonly Grant[] | undefined,
): Verdict {
  if (view.malformed) return refused({ kind: "malformed-request", ...view.malformed });
  if (view.decidingPolicy === "open" && view.caller.kind !== "anonymous")
    return allowed({ kind: "allowed", by: "no-permission-needed" });
  const denying = denyingLayer(layers, view);
  if (denying) return { outcome: "explicitly-denied", reason: explicitDenial(denying) };
  if (view.crossPartition) return refused({ kind: "other-partition" });
  const silent = layers.guardrails.find((layer) => layer.applies && isSilent(layer, view));
  if (silent) return refused(guardrailSilence(silent));
  const reason = byPolicies(view, layers);
  if (reason.kind === "allowed") return allowed(reason);
  const grant =
    view.decidingPolicy === "key-policy"
      ? grantThatAllows(grants, view, () => callerAllows(view, layers))
      : -1;
  return grant < 0 ? refused(reason) : allowed({ kind: "allowed-by-grant", grant });
}

/** What the policies alone come to, guardrails and denials apart. */
function byPolicies(view: RequestView, layers: Layers): Reason {
  const { decidingPolicy, caller, crossAccount } = view;
  const beyond = beyondPolicies(view);
  if (beyond) return beyond;
  if (decidingPolicy === "identity-policies" && crossAccount && hasIdentityPolicies(caller))
    return { kind: "not-across-accounts" };
  const resourcePolicyDecides =
    decidingPolicy === "key-policy" || decidingPolicy === "trust-policy";
  const resource = layers.resource?.applies ? layers.resource : undefined;
  if (!resource && (resourcePolicyDecides || (crossAccount && hasIdentityPolicies(caller))))
    return { kind: "resource-policy-missing" };
  const reached = resource ? allowReach(resource, view) : none;
  if (!hasIdentityPolicies(caller)) return byResourcePolicyAlone(reached, resource !== undefined);
  if (crossAccount && decidingPolicy === "key-policy" && !acrossAccounts.has(view.actionKey))
    return { kind: "not-across-accounts" };
  if (resourcePolicyDecides || crossAccount) return throughResourcePolicy(view, layers, reached);
  const byItself = directly(view, layers, reached);
  if (byItself?.kind === "allowed") return byItself;
  const identity = byIdentity(view, layers, reached);
  if (identity === undefined)
    return { kind: "allowed", by: caller.kind === "root" ? "account-root" : "identity-policies" };
  if (identity.kind !== "identity-silent") return identity;
  return byItself ?? (resource ? { kind: "nothing-allows" } : identity);
}

/**
 * A key, a role or a resource of another account: the resource policy has to reach the caller first. In the same account
 * it may do so by itself; an account that it names, and every other account, still decides by its identity policies.
 */
function throughResourcePolicy(view: RequestView, layers: Layers, reached: Reach): Reason {
  const { crossAccount } = view;
  if (reached === none) return { kind: "resource-policy-silent", crossAccount };
  const byItself = crossAccount ? undefined : directly(view, layers, reached);
  return byItself ?? byIdentity(view, layers, reached) ?? { kind: "allowed", by: "both-policies" };
}

/**
 * What a resource policy of the caller's own account gives by itself. What it gives to a role is still limited by the
 * role's boundary and the session's policies; what it gives to a user, a session or everyone is not. Nothing where it
 * names at most the account.
 * Source: IAM User Guide, "Policy evaluation for requests within a single account", resource-based policies.
 */
function directly(view: RequestView, layers: Layers, reached: Reach): Reason | undefined {
  if (reached === none || reached === account) return undefined;
  const limit = reached === role ? byLimits(view, layers) : undefined;
  return limit ?? { kind: "allowed", by: "resource-policy" };
}

/** Whether the caller's own policies allow the request: identity policies within boundary and session policies. */
export function callerAllows(view: RequestView, layers: Layers): boolean {
  return byIdentity(view, layers, none) === undefined;
}

/** Why the caller's own side does not allow; nothing where it does. The root of an account needs no policy. */
function byIdentity(view: RequestView, layers: Layers, reached: Reach): Reason | undefined {
  if (view.caller.kind === "root") return undefined;
  if (isSilent(layers.identity, view)) {
    const delegated = reached === account;
    return { kind: "identity-silent", crossAccount: view.crossAccount, delegated };
  }
  return byLimits(view, layers);
}

/**
 * Why boundary or session policies hold back what is given; nothing where they do not. A federated user without a session
 * policy has no permissions.
 */
function byLimits(view: RequestView, { boundary, session }: Layers): Reason | undefined {
  if (boundary?.applies && isSilent(boundary, view)) return { kind: "boundary-silent" };
  const sessionAllows = session
    ? !session.applies || !isSilent(session, view)
    : view.caller.kind !== "federated-user";
  return sessionAllows ? undefined : { kind: "session-silent" };
}

/** Services, anonymous and federated callers have no identity policies: a resource policy names them, or nothing does. */
function byResourcePolicyAlone(reached: Reach, given: boolean): Reason {
  if (reached === direct) return { kind: "allowed", by: "resource-policy" };
  return given
    ? { kind: "resource-policy-silent", crossAccount: false }
    : { kind: "nothing-allows" };
}

function denyingLayer(layers: Layers, view: RequestView): Layer | undefined {
  const { identity, boundary, session, resource, guardrails } = layers;
  if (denies(identity, view)) return identity;
  if (boundary && denies(boundary, view)) return boundary;
  if (session && denies(session, view)) return session;
  if (resource && denies(resource, view)) return resource;
  return guardrails.find((layer) => denies(layer, view));
}

function explicitDenial({ slot, level }: Layer): Reason {
  return { kind: "explicit-deny", slot, ...(level === undefined ? {} : { level }) };
}

function guardrailSilence({ slot, level, offset }: Layer): Reason {
  return {
    kind: "guardrail-silent",
    slot: slot as "serviceControlPolicies" | "resourceControlPolicies" | "endpointPolicies",
    level: level ?? offset,
  };
}

function isSilent(layer: Layer, view: RequestView): boolean {
  return allowReach(layer, view) === none;
}

function allowed(reason: Reason): Verdict {
  return { outcome: "allowed", reason };
}

function refused(reason: Reason): Verdict {
  return { outcome: "implicitly-denied", reason };
}
