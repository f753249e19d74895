import type { ImportedRole } from "../imported.ts";
import { importedRole, type PolicyCollector } from "../policy-collector.ts";
import type { Reader } from "../reader.ts";
import { isObject, listIn, type Members, memberIn, objectIn, textIn } from "../value.ts";
import { addTrust } from "./iam-role.ts";

/** The roles that have each managed policy, by its ARN. */
type Uses = Map<string, { readonly roles: ImportedRole[]; readonly boundaryOf: ImportedRole[] }>;

/**
 * Reads `{ RoleDetailList, Policies, UserDetailList, GroupDetailList }`: the trust and inline policies of every role,
 * and each managed policy once, in its default version, with the roles that have it.
 * Source: AWS CLI Command Reference, `iam get-account-authorization-details`.
 */
export const readAccountAuthorizationDetails: Reader = ({ value }, collector) => {
  const lists = ["RoleDetailList", "UserDetailList", "GroupDetailList"];
  if (!lists.some((name) => Array.isArray(memberIn(value, name)))) return undefined;
  const roles = listIn(value, "RoleDetailList").filter(isObject);
  const own = roles.filter((role) => !textIn(role, "Path")?.startsWith("/aws-service-role/"));
  const missing = addAccountDetails(own, listIn(value, "Policies"), collector);
  reportMissing(value, missing, roles.length - own.length, collector);
  const count = own.length === 1 ? "one role" : `${own.length} roles`;
  return {
    format: "account-authorization-details",
    recognised: `Output of aws iam get-account-authorization-details: ${count}`,
  };
};

/**
 * Adds roles in the form of `RoleDetailList`, and the managed policies of them in the form of `Policies`. Returns the
 * ARNs of the managed policies of these roles that are not among the policies. `isWhole`: whether nothing of a role, by its
 * ARN, is known to be missing in the lists.
 */
export function addAccountDetails(
  roles: readonly Members[],
  policies: readonly unknown[],
  collector: PolicyCollector,
  isWhole: (role: string) => boolean = () => true,
): readonly string[] {
  const uses: Uses = new Map();
  const withInline = roles.flatMap((role) => {
    const who = addRole(role, uses, collector);
    return who?.arn && isWhole(who.arn) ? [{ role, who }] : [];
  });
  const known = new Set<string | undefined>();
  const added = new Set<string | undefined>();
  for (const policy of policies) {
    const { arn, isAdded } = addManaged(policy, uses, collector);
    known.add(arn);
    if (isAdded) added.add(arn);
  }
  for (const { role, who } of withInline)
    if (attachedTo(role).every((arn) => arn !== undefined && added.has(arn)))
      collector.wholeRoles.push(who);
  return [...uses.keys()].filter((arn) => !known.has(arn));
}

/** The ARNs of the managed policies of a role. */
function attachedTo(role: Members): readonly (string | undefined)[] {
  return listIn(role, "AttachedManagedPolicies").map((attached) => textIn(attached, "PolicyArn"));
}

/** Returns the role if all of its inline policies were added. */
function addRole(role: Members, uses: Uses, collector: PolicyCollector): ImportedRole | undefined {
  const who = importedRole(textIn(role, "RoleName"), textIn(role, "Arn"));
  if (!who) return undefined;
  if (memberIn(role, "AssumeRolePolicyDocument") !== undefined) addTrust(role, collector);
  let isWhole = true;
  for (const inline of listIn(role, "RolePolicyList")) {
    const policyName = textIn(inline, "PolicyName") ?? "without a name";
    const isAdded = collector.add(memberIn(inline, "PolicyDocument"), {
      kind: "identity",
      title: `Inline policy ${policyName} of role ${who.name}`,
      roles: [who],
      policyName,
    });
    isWhole = isWhole && isAdded;
  }
  for (const arn of attachedTo(role)) usesOf(uses, arn)?.roles.push(who);
  const boundary = textIn(objectIn(role, "PermissionsBoundary"), "PermissionsBoundaryArn");
  usesOf(uses, boundary)?.boundaryOf.push(who);
  return isWhole ? who : undefined;
}

function usesOf(uses: Uses, arn: string | undefined) {
  if (arn === undefined) return undefined;
  const known = uses.get(arn) ?? { roles: [], boundaryOf: [] };
  uses.set(arn, known);
  return known;
}

/** Adds the default version of a managed policy; returns its ARN, and whether it was added. */
function addManaged(
  policy: unknown,
  uses: Uses,
  collector: PolicyCollector,
): { readonly arn: string | undefined; readonly isAdded: boolean } {
  const arn = textIn(policy, "Arn");
  const policyName = textIn(policy, "PolicyName");
  if (arn === undefined || policyName === undefined) return { arn: undefined, isAdded: false };
  const isAwsOwn = /^arn:[\w-]+:iam::aws:/.test(arn);
  const used = uses.get(arn);
  // The file also lists AWS managed policies of users and groups; only those of roles are imported.
  if (isAwsOwn && !used) return { arn, isAdded: false };
  const versions = listIn(policy, "PolicyVersionList");
  const version = versions.find((one) => memberIn(one, "IsDefaultVersion") === true) ?? versions[0];
  const [first, ...others] = used?.roles ?? [];
  const of = first
    ? ` of role ${first.name}${others.length > 0 ? ` and ${others.length} more` : ""}`
    : "";
  const boundary = !first && used?.boundaryOf[0];
  const isAdded = collector.add(memberIn(version, "Document"), {
    kind: "identity",
    title: boundary
      ? `Permissions boundary ${policyName} of role ${boundary.name}`
      : `Managed policy ${policyName}${of}`,
    policyName,
    managedPolicyArn: arn,
    ...(used ?? {}),
  });
  return { arn, isAdded };
}

function reportMissing(
  value: unknown,
  missing: readonly string[],
  serviceRoles: number,
  collector: PolicyCollector,
): void {
  if (missing.length > 0)
    collector.problem(
      "warning",
      `This file lacks managed policies of these roles (${missing.length}). Run the command without --filter, or with --filter Role LocalManagedPolicy AWSManagedPolicy.`,
      missing.slice(0, 3).join(", "),
    );
  if (memberIn(value, "IsTruncated") === true || textIn(value, "NextToken") !== undefined)
    collector.problem(
      "warning",
      "This is one page of several. Run the command without --max-items and --no-paginate to get every role.",
    );
  if (serviceRoles > 0)
    collector.problem(
      "note",
      `Service-linked roles were left out (${serviceRoles}), because only AWS can change their policies.`,
    );
  const others = [...listIn(value, "UserDetailList"), ...listIn(value, "GroupDetailList")];
  if (others.length > 0)
    collector.problem(
      "note",
      "The inline policies of users and groups were left out, because the platform uses a role.",
    );
}
