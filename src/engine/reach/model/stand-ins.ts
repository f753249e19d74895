import type { Policy } from "#policy";
import { accountRootArn } from "#policy";
import { readCaller } from "../../authorizer/request/caller.ts";
import type { PolicySet } from "../../authorizer/types.ts";
import type { ReadQuestion } from "../question.ts";

/** Stands for an unknown identity policy. */
export const anyIdentityPolicy: Policy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

/**
 * Stands for an unknown resource policy: it leaves everything to the IAM of the caller's account. A key policy needs a
 * Resource and a trust policy must not have one, so there is a statement for each.
 */
export function anyResourcePolicy(principal: string): Policy {
  const { partition, account } = readCaller(principal);
  const statement = {
    Effect: "Allow" as const,
    Principal: { AWS: account === "" ? [] : accountRootArn(partition || "aws", account) },
    Action: "*",
  };
  return { Version: "2012-10-17", Statement: [{ ...statement, Resource: "*" }, statement] };
}

/** The policies of a question with stand-ins for those that are unknown, as far as they are needed. */
export function policiesFor(
  question: ReadQuestion,
  principal: string,
  needed: { readonly identity: boolean; readonly resource: boolean },
): PolicySet {
  return {
    ...question.policies,
    ...(question.identityUnknown && needed.identity
      ? { identityPolicies: [anyIdentityPolicy] }
      : {}),
    ...(question.resourceUnknown && needed.resource
      ? { resourcePolicy: anyResourcePolicy(principal) }
      : {}),
  };
}
