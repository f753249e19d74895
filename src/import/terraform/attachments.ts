import type { ImportedRole } from "../imported.ts";
import { importedRole } from "../policy-collector.ts";
import { listIn, memberIn, textIn } from "../value.ts";
import { type References, withoutIndexes } from "./references.ts";
import type { TerraformResource } from "./resources.ts";

/** Which roles have which policies, as far as the resources or the configuration name them. */
export interface Attachments {
  /** The role that a resource's `role` argument names. */
  roleOf(resource: TerraformResource): ImportedRole | undefined;
  /** The roles that a managed policy is attached to. */
  rolesOf(policy: TerraformResource): readonly ImportedRole[];
  /** The roles whose permissions boundary a managed policy is. */
  boundaryOf(policy: TerraformResource): readonly ImportedRole[];
}

/**
 * Reads `aws_iam_role_policy_attachment`, `aws_iam_policy_attachment` and `permissions_boundary`.
 * Source: Terraform Registry, hashicorp/aws, the pages of these resources.
 */
export function attachmentsIn(
  resources: readonly TerraformResource[],
  references: References,
): Attachments {
  const roles = new Map<string, ImportedRole>();
  const byName = new Map<string, ImportedRole>();
  for (const { type, isData, address, values } of resources) {
    if (type !== "aws_iam_role" || isData) continue;
    const role = roleIn(address, values);
    roles.set(withoutIndexes(address), role);
    byName.set(role.name, role);
  }
  const named = (resource: TerraformResource, argument: string): ImportedRole | undefined => {
    const name = importedRole(textIn(resource.values, argument));
    if (name) return byName.get(name.name) ?? name;
    const reference = references(resource.address, argument).find((one) => roles.has(one));
    return reference === undefined ? undefined : roles.get(reference);
  };
  const having = new Map<string, ImportedRole[]>();
  const bounded = new Map<string, ImportedRole[]>();
  for (const resource of resources) {
    const { type, values } = resource;
    if (type === "aws_iam_role_policy_attachment" || type === "aws_iam_policy_attachment") {
      const several = listIn(values, "roles").flatMap((name) =>
        typeof name === "string" ? (byName.get(name) ?? importedRole(name) ?? []) : [],
      );
      const one = named(resource, "role");
      link(having, resource, "policy_arn", references, [...several, ...(one ? [one] : [])]);
    }
    if (type === "aws_iam_role")
      link(bounded, resource, "permissions_boundary", references, [
        roleIn(resource.address, values),
      ]);
  }
  const of = (map: Map<string, ImportedRole[]>, policy: TerraformResource) =>
    map.get(textIn(policy.values, "arn") ?? "") ?? map.get(withoutIndexes(policy.address)) ?? [];
  return {
    roleOf: (resource) => named(resource, "role"),
    rolesOf: (policy) => of(having, policy),
    boundaryOf: (policy) => of(bounded, policy),
  };
}

/** A role by its name, or by its resource label if AWS has not named it yet. */
export function roleIn(address: string, values: unknown): ImportedRole {
  const label = withoutIndexes(address).split(".").at(-1) ?? address;
  return importedRole(textIn(values, "name"), textIn(values, "arn")) ?? { name: label };
}

function link(
  map: Map<string, ImportedRole[]>,
  resource: TerraformResource,
  argument: string,
  references: References,
  roles: readonly ImportedRole[],
): void {
  const arn = memberIn(resource.values, argument);
  const keys =
    typeof arn === "string" && arn !== ""
      ? [arn]
      : references(resource.address, argument).slice(0, 1);
  for (const key of keys) {
    const known = map.get(key) ?? [];
    known.push(...roles);
    map.set(key, known);
  }
}
