import { kmsAction } from "#policy/kms";
import { callerName, readCaller } from "../request/caller.ts";
import type { Decision, PolicySlot, Reason, StatementTrace } from "../types.ts";
import { missClause, nearestMiss, wordsOfStatement } from "./near-miss.ts";

/**
 * A decision in one plain sentence: who, what, which policy decided, and for an implicit denial the statement that came
 * closest, with what it wants and what the call has.
 */
export function explainDecision(decision: Decision): string {
  const miss = missOf(decision);
  const verdict = decision.outcome === "allowed" ? "Allowed" : "Denied";
  return `${verdict}: ${clauseOf(decision)}${miss ? `; ${miss}` : ""}.`;
}

function allowance(decision: Decision, { by }: Reason & { kind: "allowed" }): string {
  const { trace } = decision;
  const call = callOf(decision);
  if (by === "no-permission-needed") return `${trace.request.action} needs no permission`;
  if (by === "account-root") return `${who(decision)} may do everything in its own account`;
  const inResource = `${allowing(decision, "resourcePolicy")} of ${resourcePolicyName(decision)}`;
  const inIdentity = `${allowing(decision, "identityPolicies")} of ${who(decision)}'s identity policies`;
  if (by === "identity-policies") return `${inIdentity} allows ${call}`;
  if (by === "resource-policy") return `${inResource} allows ${who(decision)} ${call}`;
  if (readCaller(trace.request.principal).kind === "root")
    return `${inResource} allows ${who(decision)} ${call}`;
  return `${inIdentity} allows ${call}, and ${inResource} admits it`;
}

function clauseOf(decision: Decision): string {
  const { reason } = decision;
  const call = callOf(decision);
  const name = who(decision);
  const policy = resourcePolicyName(decision);
  switch (reason.kind) {
    case "explicit-deny":
      return explicitDenial(decision, reason);
    case "guardrail-silent":
      return `no ${slotName(reason.slot, decision)}${levelOf(reason)} allows ${name} ${call}`;
    case "resource-policy-missing":
      return `${policy} is not there to allow ${name} ${call}`;
    case "resource-policy-silent":
      return reason.crossAccount
        ? `${policy} allows neither ${name} nor its account ${call}, which another account needs first`
        : `${policy} does not allow ${name} ${call}`;
    case "nothing-allows":
      return `neither an identity policy of ${name} nor a resource policy allows ${call}`;
    case "identity-silent":
      return `no identity policy of ${name} allows ${call}${identityNote(reason, policy)}`;
    case "boundary-silent":
      return `the permissions boundary of ${name} does not allow ${call}`;
    case "session-silent":
      return `no session policy of ${name} allows ${call}`;
    case "not-across-accounts":
      return `${decision.trace.request.action} has no effect on a key of another account, whatever the policies say`;
    case "other-partition":
      return `${name} is of another partition than the resource, and no policy crosses partitions`;
    case "key-not-named":
      return keyNotNamed(decision);
    case "reserved-alias":
      return "aliases that begin with alias/aws/ are AWS's own: nobody else can create, change or delete them";
    case "decided-by-grant":
      return `no grant lets ${name} retire it: the key policy does not decide this, but the grant, which names its retiring principal and may list RetireGrant among its operations`;
    case "malformed-request":
      return malformedRequest(reason);
    case "must-be-signed":
      return `${decision.trace.request.action} takes signed requests only, and ${name} signs nothing`;
    case "root-cannot-assume-roles":
      return `${name} cannot assume roles: AWS refuses that to the root of an account`;
    case "allowed":
      return allowance(decision, reason);
    case "allowed-by-grant":
      return `grant ${reason.grant + 1} allows ${name} ${call}`;
  }
}

/** What the request has to have there. */
const memberWords = {
  principal: "no principal: it is an ARN, an account id, a service, or `*`",
  action: "no action: it is a text like `kms:Decrypt`",
  resource: "no resource: it is an ARN, or `*`",
  resourceAccount: "a resourceAccount that is no text",
  context: "a context that is no object",
} as const;

function malformedRequest({ member, key }: Reason & { kind: "malformed-request" }): string {
  return key === undefined
    ? `the request has ${memberWords[member]}`
    : `the request's condition key ${key.slice(0, 100)} has neither a text nor a list of texts`;
}

function keyNotNamed({ trace }: Decision): string {
  const { action, resource } = trace.request;
  return kmsAction(action)?.resourceTypes.includes("alias")
    ? `${action} acts on an alias and its key, and ${resource} names neither: enter the ARN of one of them`
    : `${action} acts on a key, and the key policy decides; ${resource} names no key: enter the key's ARN`;
}

function explicitDenial(decision: Decision, reason: Reason & { kind: "explicit-deny" }): string {
  const denying = decision.trace.statements.find((trace) => isApplying(trace, "Deny", reason.slot));
  const statement = denying ? wordsOfStatement(denying) : "a statement";
  const assumed = denying?.result === "applies" && denying.assumed;
  const note = assumed ? ` (what cannot be read in it is taken to fit: ${assumed.join(", ")})` : "";
  const place = `${slotName(reason.slot, decision)}${levelOf(reason)}`;
  return `${statement} of the ${place} denies ${who(decision)} ${callOf(decision)}${note}`;
}

/** The nearest miss of the policies that would have had to speak; none are missing where all is allowed or one denies. */
function missOf({ reason, trace }: Decision): string | undefined {
  const slots = silentSlots(reason);
  const level = reason.kind === "guardrail-silent" ? reason.level : undefined;
  const miss = nearestMiss(trace.statements, slots, level);
  return miss && missClause(miss);
}

function silentSlots(reason: Reason): readonly PolicySlot[] {
  switch (reason.kind) {
    case "guardrail-silent":
      return [reason.slot];
    case "resource-policy-silent":
      return ["resourcePolicy"];
    case "nothing-allows":
      return ["identityPolicies", "resourcePolicy"];
    case "identity-silent":
      return ["identityPolicies"];
    case "boundary-silent":
      return ["permissionsBoundary"];
    case "session-silent":
      return ["sessionPolicies"];
    default:
      return [];
  }
}

function identityNote(reason: Reason & { kind: "identity-silent" }, policy: string): string {
  if (reason.crossAccount) return `, which another account's resource needs besides ${policy}`;
  return reason.delegated ? `, to which ${policy} leaves it` : "";
}

function allowing({ trace }: Decision, slot: PolicySlot): string {
  const found = trace.statements.find((statement) => isApplying(statement, "Allow", slot));
  return found ? wordsOfStatement(found) : "a statement";
}

function isApplying(trace: StatementTrace, effect: "Allow" | "Deny", slot: PolicySlot): boolean {
  return trace.result === "applies" && trace.effect === effect && trace.at.slot === slot;
}

const who = ({ trace }: Decision) => callerName(readCaller(trace.request.principal));

function callOf({ trace }: Decision): string {
  const { action, resource } = trace.request;
  if (trace.decidingPolicy === "key-policy") return `${action} on this key`;
  if (trace.decidingPolicy === "trust-policy") return `${action} on this role`;
  return resource === "*" ? action : `${action} on ${resource}`;
}

function resourcePolicyName({ trace }: Decision): string {
  if (trace.decidingPolicy === "key-policy") return "the key policy";
  return trace.decidingPolicy === "trust-policy" ? "the trust policy" : "the resource policy";
}

function slotName(slot: PolicySlot, decision: Decision): string {
  return slot === "resourcePolicy"
    ? resourcePolicyName(decision).replace("the ", "")
    : slotNames[slot];
}

const slotNames: Readonly<Record<Exclude<PolicySlot, "resourcePolicy">, string>> = {
  identityPolicies: "identity policy",
  permissionsBoundary: "permissions boundary",
  sessionPolicies: "session policy",
  serviceControlPolicies: "service control policy",
  resourceControlPolicies: "resource control policy",
  endpointPolicies: "VPC endpoint policy",
};

/** Levels count from one; endpoint policies are told apart by their place. */
function levelOf({ level }: { readonly level?: number }): string {
  return level === undefined ? "" : ` of level ${level + 1}`;
}
