import { parseArn, roleArn, roleName } from "#policy";
import { carriesConditionKey, kmsAction } from "#policy/kms";
import { isRecord } from "../json.ts";
import type { AccessRequest } from "../types.ts";
import { type Caller, type CallerKind, hasIdentityPolicies } from "./caller.ts";
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
export function requestContext(request: AccessRequest): Record<string, string | string[]> {
  const view = viewRequest(request, false);
  const context: unknown = request?.context;
  const given = isRecord(context) ? Object.entries(context) : [];
  const givenKeys = new Set(given.map(([key]) => key.toLowerCase()));
  const derived = [...ofCaller(view.caller), ...ofCall(view)].filter(
    ([key]) => !givenKeys.has(key.toLowerCase()),
  );
  const own = given.map(([key, value]) => [key, Array.isArray(value) ? [...value] : value]);
  return Object.fromEntries([...derived, ...own]) as Record<string, string | string[]>;
}

function ofCaller(caller: Caller): [string, string][] {
  const { kind, text, account } = caller;
  const keys: [string, string][] = [["aws:PrincipalIsAWSService", String(kind === "service")]];
  const type = principalTypes[kind];
  if (type) keys.push(["aws:PrincipalType", type]);
  if (kind === "service") keys.push(["aws:PrincipalServiceName", text]);
  if (hasIdentityPolicies(caller))
    keys.push(["aws:PrincipalArn", principalArn(caller)], ["aws:PrincipalAccount", account]);
  if (kind === "user") keys.push(["aws:username", roleName(text)]);
  if (kind === "root") keys.push(["aws:userid", account]);
  return keys;
}

/** Of a session it is the role's ARN; of a bare account id, the root's. */
function principalArn({ kind, text, partition, account, role }: Caller): string {
  if (kind === "role-session") return roleArn(partition, account, role);
  return kind === "root" ? `arn:${partition || "aws"}:iam::${account}:root` : text;
}

function ofCall(view: RequestView): [string, string][] {
  const { caller, decidingPolicy, context, resource, resourceAccount, actionKey } = view;
  const via = context.valuesOf("kms:viaservice") !== undefined;
  const keys: [string, string][] = [["aws:ViaAWSService", String(via)]];
  const region = parseArn(resource)?.region;
  if (region) keys.push(["aws:RequestedRegion", region]);
  if (resourceAccount && resourceAccount !== awsOwned)
    keys.push(["aws:ResourceAccount", resourceAccount]);
  const carriesCaller = decidingPolicy === "key-policy" || carriesCallerWithoutKey(actionKey);
  if (carriesCaller && caller.account) keys.push(["kms:CallerAccount", caller.account]);
  return keys;
}

/** CreateKey and the calls on custom key stores. Source: Service Authorization Reference, AWS KMS (condition keys of actions). */
function carriesCallerWithoutKey(actionKey: string): boolean {
  return (
    kmsAction(actionKey)?.resourceTypes.length === 0 &&
    carriesConditionKey(actionKey, "kms:CallerAccount")
  );
}
