import { kmsAction } from "#policy/kms";
import { retireGrant } from "../grant.ts";
import type { RequestView } from "../request/request-view.ts";
import type { Reason } from "../types.ts";

/**
 * Why a request cannot be allowed by any policy; nothing where policies decide. The root of an account assumes no role. KMS
 * takes signed requests only. An alias that begins with `alias/aws/` is AWS's own. An operation on a key that names no key
 * cannot be decided: an alias in a key's place stands for the alias alone, and the key behind it has its own policy.
 * `kms:RetireGrant` is allowed by the grant that is retired, and by no policy.
 * Source: IAM User Guide, "Root user" and KMS API reference, "Welcome" (signing requests); KMS API reference, CreateAlias,
 * UpdateAlias and DeleteAlias; KMS Developer Guide, "Use aliases to control access to KMS keys" and "Controlling access to
 * aliases"; "Retiring and revoking grants" and "AWS KMS permissions" (RetireGrant: not effective in a key policy).
 */
export function beyondPolicies(view: RequestView): Reason | undefined {
  const { caller, actionKey, decidingPolicy } = view;
  if (caller.kind === "root" && actionKey === "sts:assumerole")
    return { kind: "root-cannot-assume-roles" };
  if (caller.kind === "anonymous" && actionKey.startsWith("kms:"))
    return { kind: "must-be-signed" };
  if (decidingPolicy === "key-policy" && actionKey === retireGrant)
    return { kind: "decided-by-grant" };
  return decidingPolicy === "identity-policies" ? withoutKey(view) : undefined;
}

/** An action that the reference does not know is taken to act on a key, as nearly all do. */
function withoutKey({ actionKey, resource, resourceKind }: RequestView): Reason | undefined {
  const resourceTypes = kmsAction(actionKey)?.resourceTypes ?? ["key"];
  const isOnAlias = resourceKind === "alias" && resourceTypes.includes("alias");
  if (isOnAlias) return isReserved(resource) ? { kind: "reserved-alias" } : undefined;
  return resourceTypes.includes("key") ? { kind: "key-not-named" } : undefined;
}

/** Only the name is asked: the ARN has five colons before it. */
function isReserved(aliasArn: string): boolean {
  return aliasArn.includes(":alias/aws/");
}
