import { importedRole, type PolicyCollector } from "../policy-collector.ts";
import type { Reader } from "../reader.ts";
import { isObject, listIn, type Members, memberIn, objectIn, textIn } from "../value.ts";

/**
 * Reads `{ Role: { RoleName, Arn, AssumeRolePolicyDocument } }`, the output of `get-role` and `create-role`.
 * Source: AWS CLI Command Reference, `iam get-role`.
 */
export const readGetRole: Reader = ({ value }, collector) => {
  const role = objectIn(value, "Role");
  if (memberIn(role, "AssumeRolePolicyDocument") === undefined) return undefined;
  addTrust(role, collector);
  const name = textIn(role, "RoleName") ?? "ROLE";
  collector.problem(
    "note",
    `This has only the role's trust policy. aws iam list-role-policies and aws iam list-attached-role-policies, with --role-name ${name}, list its permissions.`,
  );
  return { format: "get-role", recognised: "Output of aws iam get-role" };
};

/** Reads `{ Roles: [ … ] }`. Source: AWS CLI Command Reference, `iam list-roles`. */
export const readListRoles: Reader = ({ value }, collector) => {
  const roles = listIn(value, "Roles").filter(isObject);
  if (!roles.some((role) => memberIn(role, "AssumeRolePolicyDocument") !== undefined))
    return undefined;
  for (const role of roles) addTrust(role, collector);
  collector.problem(
    "note",
    "This has only the roles' trust policies. aws iam get-account-authorization-details prints their permissions too.",
  );
  return { format: "list-roles", recognised: "Output of aws iam list-roles" };
};

/** Adds the trust policy of a role in the form of IAM's API. */
export function addTrust(role: Members, collector: PolicyCollector): void {
  const who = importedRole(textIn(role, "RoleName"), textIn(role, "Arn"));
  collector.add(memberIn(role, "AssumeRolePolicyDocument"), {
    kind: "trust",
    title: who ? `Trust policy of role ${who.name}` : "Trust policy",
    ...(who ? { roles: [who] } : {}),
  });
}
