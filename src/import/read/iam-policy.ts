import { importedRole } from "../policy-collector.ts";
import type { Reader } from "../reader.ts";
import { memberIn, objectIn, optional, textIn } from "../value.ts";

/**
 * Reads `{ RoleName, PolicyName, PolicyDocument }`; for a user or group, `UserName` or `GroupName`.
 * Source: AWS CLI Command Reference, `iam get-role-policy`.
 */
export const readGetInlinePolicy: Reader = ({ value }, collector) => {
  const document = memberIn(value, "PolicyDocument");
  const policyName = textIn(value, "PolicyName");
  if (document === undefined || policyName === undefined) return undefined;
  const role = importedRole(textIn(value, "RoleName"));
  const user = textIn(value, "UserName");
  const group = textIn(value, "GroupName");
  // Without an owner this is a part of a template.
  if (!role && !user && !group) return undefined;
  const of = role ? ` of role ${role.name}` : user ? ` of user ${user}` : ` of group ${group}`;
  collector.add(document, {
    kind: "identity",
    title: `Inline policy ${policyName}${of}`,
    policyName,
    ...(role ? { roles: [role] } : {}),
  });
  const command = user ? "get-user-policy" : group ? "get-group-policy" : "get-role-policy";
  return { format: "get-inline-policy", recognised: `Output of aws iam ${command}` };
};

/**
 * Reads `{ PolicyVersion: { Document, VersionId, IsDefaultVersion } }`. The output does not name the policy.
 * Source: AWS CLI Command Reference, `iam get-policy-version`.
 */
export const readGetPolicyVersion: Reader = ({ value }, collector) => {
  const version = objectIn(value, "PolicyVersion");
  const document = memberIn(version, "Document");
  if (document === undefined) return undefined;
  const id = textIn(version, "VersionId");
  collector.add(document, {
    kind: "identity",
    title: `Managed policy${id === undefined ? "" : `, version ${id}`}`,
    ...optional("policyName", textIn(version, "PolicyName")),
  });
  if (memberIn(version, "IsDefaultVersion") === false)
    collector.problem(
      "warning",
      `Version ${id ?? ""} is not the policy's default version, so AWS does not apply it. aws iam get-policy names the default version.`,
    );
  return { format: "get-policy-version", recognised: "Output of aws iam get-policy-version" };
};
