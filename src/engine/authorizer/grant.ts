import { grantOperations } from "#policy/kms";
import { isRecord } from "./json.ts";
import { type Caller, hasIdentityPolicies, readCaller } from "./request/caller.ts";
import type { RequestView } from "./request/request-view.ts";
import { textList } from "./statement/element.ts";
import type { Grant } from "./types.ts";

const operationNames: ReadonlySet<string> = new Set(
  grantOperations.map((name) => name.toLowerCase()),
);
/** Operations that take no encryption context, so that no constraint on it applies. */
const withoutContext: ReadonlySet<string> = new Set(["describekey", "getpublickey", "retiregrant"]);
const contextPrefix = "kms:encryptioncontext:";

/** In lower case: the call that only the grant itself allows. */
export const retireGrant = "kms:retiregrant";

/** The place of the first grant that allows the request, or -1. `delegates`: the caller's own policies allow it. */
export function grantThatAllows(
  grants: readonly Grant[] | undefined,
  view: RequestView,
  delegates: () => boolean,
): number {
  if (!Array.isArray(grants)) return -1;
  return grants.findIndex(
    (grant) =>
      grantProblem(grant, view) === undefined && (!isLeftToAccount(grant, view) || delegates()),
  );
}

/**
 * Whether a grant lets the caller retire it only because its retiring principal is the caller's account, which leaves that
 * to its identity policies. Source: KMS Developer Guide, "Retiring and revoking grants".
 */
export function isLeftToAccount(grant: Grant, view: RequestView): boolean {
  return view.actionKey === retireGrant && isRecord(grant) && !allowsByName(grant, view);
}

/**
 * Why a grant does not allow the request; nothing where it does. It allows its operations to its grantee, RetireGrant also
 * to its retiring principal (an account: see `isLeftToAccount`), on its own key. A constraint compares the request's encryption context: names without their
 * case, values with it. CreateGrant by a grant is narrower: the request must say what it grants (`kms:GrantOperations`),
 * and that must be among the grant's own operations; where the grant has a constraint, the request must name one
 * (`kms:GrantConstraintType`) that is at least as strict. What cannot be read allows nothing.
 * Source: KMS Developer Guide, "Creating grants" and "Retiring and revoking grants"; KMS API reference, "GrantConstraints".
 */
export function grantProblem(grant: Grant, view: RequestView): string | undefined {
  const mismatch = grantMismatch(grant, view);
  if (mismatch !== undefined) return mismatch;
  const action = operationOf(view);
  if (withoutContext.has(action)) return undefined;
  const operations = operationsOf(grant);
  if (action === "creategrant" && !createsNarrower(operations, view))
    return "the new grant may have only operations of this one";
  return constraintProblem(grant.constraints, action === "creategrant", view);
}

/** Why a grant does not allow the request whatever its context has: another key, caller or operation. */
export function grantMismatch(grant: unknown, view: RequestView): string | undefined {
  if (!isRecord(grant)) return "the grant is not an object";
  if (!isForKey(grant.keyId, view.resource)) return "the grant is for another key";
  if (allowsByName(grant, view)) return undefined;
  if (view.actionKey === retireGrant && isRetiringAccount(grant, view.caller)) return undefined;
  return isGrantOf(grant.granteePrincipal, view.caller)
    ? "the operation is not among those it grants"
    : "the caller is not its grantee";
}

/** Whether the grant names the caller itself, or the role of its session, for the operation. */
function allowsByName(
  grant: Readonly<Record<string, unknown>> | Grant,
  view: RequestView,
): boolean {
  if (view.actionKey === retireGrant && isGrantOf(grant.retiringPrincipal, view.caller))
    return true;
  const action = operationOf(view);
  const isGranted = operationNames.has(action) && operationsOf(grant).includes(action);
  return isGranted && isGrantOf(grant.granteePrincipal, view.caller);
}

/** Whether the grant's retiring principal is the account of the caller. */
export function isRetiringAccount(
  { retiringPrincipal }: Readonly<Record<string, unknown>> | Grant,
  caller: Caller,
): boolean {
  if (typeof retiringPrincipal !== "string" || !hasIdentityPolicies(caller)) return false;
  const { kind, account, partition } = readCaller(retiringPrincipal);
  return (
    kind === "root" && account === caller.account && (!partition || partition === caller.partition)
  );
}

/** Whether what a grant says of an action also depends on the context of the request. */
export function grantReadsContext({ constraints }: Grant, actionKey: string): boolean {
  const action = actionKey.slice("kms:".length);
  return !withoutContext.has(action) && (constraints !== undefined || action === "creategrant");
}

function operationOf({ actionKey }: RequestView): string {
  return actionKey.slice("kms:".length);
}

function operationsOf({ operations }: { readonly operations?: unknown }): readonly string[] {
  return (textList(operations) ?? []).map(operationName);
}

function constraintProblem(raw: unknown, creating: boolean, view: RequestView): string | undefined {
  if (raw === undefined) return undefined;
  if (!isRecord(raw)) return "its constraints cannot be read";
  const kinds = new Set(
    (view.context.valuesOf("kms:grantconstrainttype") ?? []).map((kind) => kind.toLowerCase()),
  );
  for (const kind of Object.keys(raw)) {
    const pairs = raw[kind];
    const exact = kind === "encryptionContextEquals";
    if (pairs === undefined) continue;
    if (!isRecord(pairs) || !(exact || kind === "encryptionContextSubset"))
      return `its constraint \`${kind}\` cannot be read`;
    if (
      creating &&
      !kinds.has("encryptioncontextequals") &&
      (exact || !kinds.has("encryptioncontextsubset"))
    )
      return "the new grant's constraint must be at least as strict";
    if (!contextFits(pairs, exact, view))
      return `the encryption context does not fit its \`${kind}\``;
  }
  return undefined;
}

function contextFits(
  pairs: Readonly<Record<string, unknown>>,
  exact: boolean,
  view: RequestView,
): boolean {
  const names = Object.keys(pairs);
  const present = view.context.names().filter((key) => key.startsWith(contextPrefix));
  if (exact && present.length !== names.length) return false;
  return names.every((name) => {
    const values = view.context.valuesOf(contextPrefix + name.toLowerCase());
    return values?.length === 1 && values[0] === pairs[name];
  });
}

function createsNarrower(own: readonly string[], view: RequestView): boolean {
  const written = view.context.valuesOf("kms:grantoperations");
  return written?.every((operation) => own.includes(operationName(operation))) ?? false;
}

/** Whether a principal of a grant is the caller. A role stands for its sessions. Unsettled: an account's root as grantee is taken to be that root alone. */
export function isGrantOf(principal: unknown, caller: Caller): boolean {
  if (typeof principal !== "string" || principal === "*") return false;
  if (principal === caller.text) return true;
  if (caller.kind !== "role-session") return false;
  const named = readCaller(principal);
  return (
    named.kind === "role" &&
    named.account === caller.account &&
    named.partition === caller.partition &&
    principal.slice(principal.lastIndexOf("/") + 1) === caller.role
  );
}

function isForKey(keyId: unknown, key: string): boolean {
  if (keyId === undefined || keyId === key) return true;
  return typeof keyId === "string" && keyId !== "" && key.endsWith(`:key/${keyId}`);
}

function operationName(operation: string): string {
  const name = operation.toLowerCase();
  return name.startsWith("kms:") ? name.slice("kms:".length) : name;
}
