import type { AuthorizerCache } from "../cache.ts";
import { isRecord } from "../json.ts";
import type { AccessRequest, DecidingPolicy } from "../types.ts";
import { type Caller, readCaller } from "./caller.ts";
import { ContextReader, inLowerCase } from "./context-reader.ts";
import { type ResourceKind, readResource } from "./named-resource.ts";

/** A request read once: what every element of every statement is held against. */
export interface RequestView {
  /** The first member that makes the request one that nobody can send; a request with one is never allowed. */
  readonly malformed: MalformedMember | undefined;
  readonly caller: Caller;
  readonly action: string;
  /** The action in lower case: actions have no case. */
  readonly actionKey: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly resourceKind: ResourceKind;
  readonly decidingPolicy: DecidingPolicy;
  readonly crossAccount: boolean;
  readonly crossPartition: boolean;
  /** Whether the caller has a permissions boundary, which decides how `NotPrincipal` reads. */
  readonly hasBoundary: boolean;
  readonly context: ContextReader;
  /** What was read before; left out by who asks once. */
  readonly cache: AuthorizerCache | undefined;
}

/** A member that is missing or has no value of its type; `key` names the condition key. */
export interface MalformedMember {
  readonly member: keyof AccessRequest;
  readonly key?: string;
}

/**
 * Stands where the account of an ARN would: a resource of AWS, such as an AWS managed policy, which every account may use.
 * Source: IAM User Guide, "IAM identifiers" (ARNs of AWS managed policies).
 */
export const awsOwned = "aws";

/** Reads a request. Total: members of another type than the contract's count as empty, and the first of them is named. */
export function viewRequest(
  request: AccessRequest,
  hasBoundary: boolean,
  cache?: AuthorizerCache,
): RequestView {
  const raw: Readonly<Record<string, unknown>> = isRecord(request) ? request : {};
  const { callerOf = readCaller, resourceOf = readResource, lowerCase = inLowerCase } = cache ?? {};
  const caller = callerOf(textOf(raw.principal));
  const action = textOf(raw.action);
  const actionKey = lowerCase(action);
  const resource = textOf(raw.resource);
  const context = new ContextReader(raw.context, lowerCase);
  const { partition, account, kind } = resourceOf(resource);
  const resourceAccount =
    account ||
    textOf(raw.resourceAccount) ||
    (context.valuesOf("aws:resourceaccount")?.[0] ?? caller.account);
  return {
    malformed: malformedMember(raw, context),
    caller,
    action,
    actionKey,
    resource,
    resourceAccount,
    resourceKind: kind,
    decidingPolicy: decidingPolicyOf(actionKey, kind === "key"),
    crossAccount: account !== awsOwned && caller.account !== resourceAccount,
    crossPartition: partition !== "" && caller.partition !== "" && caller.partition !== partition,
    hasBoundary,
    context,
    cache,
  };
}

/**
 * Which policies a request has to pass. A key's policy and a role's trust policy alone decide about them; KMS calls
 * that name no key are left to identity policies. Every `sts:AssumeRole…` goes by a trust policy, whatever its resource.
 * Source: KMS Developer Guide, "Key policies in AWS KMS"; IAM User Guide, "Policy evaluation logic".
 */
export function decidingPolicyOf(actionKey: string, namesKey: boolean): DecidingPolicy {
  if (actionKey.startsWith("kms:")) return namesKey ? "key-policy" : "identity-policies";
  if (actionKey.startsWith("sts:assumerole")) return "trust-policy";
  if (actionKey === "sts:tagsession" || actionKey === "sts:setsourceidentity")
    return "trust-policy";
  return actionKey === "sts:getcalleridentity" ? "open" : "ordinary";
}

/**
 * The first member without which, or with which, there is no request: AWS decides none without a caller, an action
 * (`service:Name`) and a resource or `*`, and its condition keys have texts or lists of texts.
 * Source: IAM User Guide, "The request context".
 */
function malformedMember(
  { principal, action, resource, resourceAccount, context }: Readonly<Record<string, unknown>>,
  reader: ContextReader,
): MalformedMember | undefined {
  if (typeof principal !== "string" || principal === "") return { member: "principal" };
  if (typeof action !== "string" || !action.includes(":")) return { member: "action" };
  if (typeof resource !== "string" || resource === "") return { member: "resource" };
  if (resourceAccount !== undefined && typeof resourceAccount !== "string")
    return { member: "resourceAccount" };
  if (context === undefined) return undefined;
  if (!isRecord(context)) return { member: "context" };
  const key = reader.malformedKey();
  return key === undefined ? undefined : { member: "context", key };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
