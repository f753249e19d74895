import { parseArn, roleArn, roleName } from "#policy";
import { carriesConditionKey, kmsAction } from "#policy/kms";
import type { AuthorizerCache } from "../cache.ts";
import { isRecord } from "../json.ts";
import type { AccessRequest } from "../types.ts";
import { type Caller, type CallerKind, hasIdentityPolicies } from "./caller.ts";
import { inLowerCase } from "./context-reader.ts";
import { awsOwned, type RequestView, viewRequest } from "./request-view.ts";

/** `aws:PrincipalType` by kind of caller; a role acts only in sessions. */
const principalTypes: Readonly<Partial<Record<CallerKind, string>>> = {
  user: "User",
  role: "AssumedRole",
  "role-session": "AssumedRole",
  "federated-user": "FederatedUser",
  root: "Account",
  anonymous: "Anonymous",
};

/**
 * The request's context with what AWS itself fills in from principal, action and resource: `aws:PrincipalArn`,
 * `aws:PrincipalAccount`, `aws:PrincipalType`, `aws:username` (users), `aws:userid` (root), `aws:PrincipalIsAWSService`,
 * `aws:PrincipalServiceName` (services), `aws:RequestedRegion` (from the resource's ARN), `aws:ResourceAccount`,
 * `aws:ViaAWSService`, and `kms:CallerAccount` for calls on a key, on a custom key store, and for CreateKey. What the request gives itself wins, in any case.
 * What only AWS knows (tags, organization, unique ids, addresses) is not invented. The role ARN of a session has no path,
 * since a session's ARN does not tell it.
 * Source: IAM User Guide, "AWS global condition context keys"; KMS Developer Guide, "AWS KMS condition keys".
 */
export function requestContext(
  request: AccessRequest,
  cache?: AuthorizerCache,
): Record<string, string | string[]> {
  const view = viewRequest(request, false, cache);
  const derived: Record<string, string> = {};
  const given = view.context.names();
  const add: AddKey = (key, value) => {
    if (!given.includes(inLowerCase(key))) derived[key] = value;
  };
  addCaller(view.caller, add);
  addCall(view, add);
  const context: unknown = request?.context;
  // Spread, not assigned: a key may be called `__proto__`.
  const all = { ...derived, ...(isRecord(context) ? context : {}) };
  for (const key of Object.keys(all)) {
    const value = all[key];
    if (Array.isArray(value)) all[key] = [...value];
  }
  return all as Record<string, string | string[]>;
}

type AddKey = (key: string, value: string) => void;

function addCaller(caller: Caller, add: AddKey): void {
  const { kind, text, account } = caller;
  add("aws:PrincipalIsAWSService", kind === "service" ? "true" : "false");
  const type = principalTypes[kind];
  if (type) add("aws:PrincipalType", type);
  if (kind === "service") add("aws:PrincipalServiceName", text);
  if (hasIdentityPolicies(caller)) {
    add("aws:PrincipalArn", principalArn(caller));
    add("aws:PrincipalAccount", account);
  }
  if (kind === "user") add("aws:username", roleName(text));
  if (kind === "root") add("aws:userid", account);
}

/** Of a session it is the role's ARN; of a bare account id, the root's. */
function principalArn({ kind, text, partition, account, role }: Caller): string {
  if (kind === "role-session") return roleArn(partition, account, role);
  return kind === "root" ? `arn:${partition || "aws"}:iam::${account}:root` : text;
}

function addCall(view: RequestView, add: AddKey): void {
  const { caller, decidingPolicy, context, resource, resourceAccount, actionKey } = view;
  const via = context.valuesOf("kms:viaservice") !== undefined;
  add("aws:ViaAWSService", via ? "true" : "false");
  const region = parseArn(resource)?.region;
  if (region) add("aws:RequestedRegion", region);
  if (resourceAccount && resourceAccount !== awsOwned) add("aws:ResourceAccount", resourceAccount);
  const carriesCaller = decidingPolicy === "key-policy" || carriesCallerWithoutKey(actionKey);
  if (carriesCaller && caller.account) add("kms:CallerAccount", caller.account);
}

/** CreateKey and the calls on custom key stores. Source: Service Authorization Reference, AWS KMS (condition keys of actions). */
function carriesCallerWithoutKey(actionKey: string): boolean {
  return (
    kmsAction(actionKey)?.resourceTypes.length === 0 &&
    carriesConditionKey(actionKey, "kms:CallerAccount")
  );
}
