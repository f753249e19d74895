import { isGrantOf, isRetiringAccount } from "../../authorizer/grant.ts";
import { isRecord } from "../../authorizer/json.ts";
import type { Caller } from "../../authorizer/request/caller.ts";
import type { Grant } from "../../authorizer/types.ts";

/**
 * What a grant makes of a caller: its `grantee`, the one who may `retire` it, `both`,
 * `account` where its account may, or `nobody`.
 */
export function grantNames(grant: Grant, caller: Caller): string {
  if (!isRecord(grant)) return "nobody";
  const isGrantee = isGrantOf(grant.granteePrincipal, caller);
  const mayRetire = isGrantOf(grant.retiringPrincipal, caller);
  if (!mayRetire && isRetiringAccount(grant, caller))
    return isGrantee ? "grantee and account" : "account";
  if (isGrantee) return mayRetire ? "both" : "grantee";
  return mayRetire ? "retire" : "nobody";
}
