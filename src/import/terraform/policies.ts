import { importedRole, type PolicyCollector, type PolicyMetadata } from "../policy-collector.ts";
import { isObject, listIn, memberIn, objectIn, optional, textIn } from "../value.ts";
import { type Attachments, roleIn } from "./attachments.ts";
import type { TerraformResource } from "./resources.ts";

interface Work {
  readonly resource: TerraformResource;
  readonly attachments: Attachments;
  /** The documents that were added so far. */
  readonly seen: Set<string>;
  readonly collector: PolicyCollector;
}

/**
 * Adds the policies of one resource, by its type.
 * Source: Terraform Registry, hashicorp/aws, the pages of these resources.
 */
export const policiesByType: Readonly<Record<string, (work: Work) => void>> = {
  aws_iam_role: addRole,
  aws_iam_role_policy: (work) => {
    const role = work.attachments.roleOf(work.resource);
    const policyName = nameOf(work.resource);
    add(work, "policy", {
      kind: "identity",
      title: `Inline policy ${policyName}${role ? ` of role ${role.name}` : ""}`,
      roles: role ? [role] : [],
      policyName,
    });
  },
  aws_iam_policy: (work) => {
    const roles = work.attachments.rolesOf(work.resource);
    const policyName = nameOf(work.resource);
    add(work, "policy", {
      kind: "identity",
      title: `Managed policy ${policyName}${roles[0] ? ` of role ${roles[0].name}` : ""}`,
      roles,
      boundaryOf: work.attachments.boundaryOf(work.resource),
      policyName,
      ...optional("managedPolicyArn", textIn(work.resource.values, "arn")),
    });
  },
  aws_kms_key: addKey,
  aws_kms_replica_key: addKey,
  aws_kms_external_key: addKey,
  aws_kms_replica_external_key: addKey,
  aws_kms_key_policy: (work) => {
    const id = textIn(work.resource.values, "key_id");
    const key = id === undefined ? undefined : id.startsWith("arn:") ? { arn: id } : { id };
    add(work, "policy", {
      kind: "key",
      title: `Key policy of ${id ?? work.resource.address}`,
      ...optional("key", key),
    });
  },
  aws_iam_policy_document: (work) => {
    const text = textOf(memberIn(work.resource.values, "json"));
    if (text !== undefined && work.seen.has(text)) return;
    add(work, "json", { title: `Policy document ${work.resource.address}` });
  },
};

function addRole(work: Work): void {
  const { resource, collector } = work;
  const role = roleIn(resource.address, resource.values);
  add(work, "assume_role_policy", {
    kind: "trust",
    title: `Trust policy of role ${role.name}`,
    roles: [role],
  });
  for (const inline of listIn(resource.values, "inline_policy")) {
    const policyName = textIn(inline, "name");
    const policy = memberIn(inline, "policy");
    // Terraform shows an empty block for a role without inline policies.
    if (typeof policy !== "string" || policy === "") continue;
    work.seen.add(textOf(policy) ?? "");
    collector.add(policy, {
      kind: "identity",
      title: `Inline policy ${policyName ?? "without a name"} of role ${role.name}`,
      roles: [role],
      ...optional("policyName", policyName),
    });
  }
}

function addKey(work: Work): void {
  const { address, values } = work.resource;
  const arn = textIn(values, "arn");
  const id = textIn(values, "key_id");
  const key = { ...optional("arn", arn), ...optional("id", id) };
  add(work, "policy", {
    kind: "key",
    title: `Key policy of ${address}`,
    ...optional("key", arn === undefined && id === undefined ? undefined : key),
    ...optional("region", textIn(values, "region")),
  });
}

/** Adds the document of an argument, or says why it is missing. */
function add({ resource, seen, collector }: Work, argument: string, about: PolicyMetadata): void {
  const document = memberIn(resource.values, argument);
  if (typeof document === "string" && document !== "") {
    seen.add(textOf(document) ?? "");
    collector.add(document, {
      ...about,
      ...optional("unresolved", resource.unresolved?.get(argument)),
    });
    return;
  }
  if (memberIn(resource.unknown, argument) === true)
    collector.problem(
      "error",
      `${about.title} is known only after the plan is applied. Apply it, then import terraform show -json of the state, or the policy from AWS.`,
      resource.address,
    );
  else if (about.kind === "key")
    collector.problem(
      "note",
      `${about.title} is missing: the key has AWS's default policy, or another resource sets it. aws kms get-key-policy prints it.`,
      resource.address,
    );
}

function nameOf({ address, values }: TerraformResource): string {
  return textIn(values, "name") ?? importedRole(address.split(".").at(-1))?.name ?? address;
}

/** A document's JSON text without its layout. */
function textOf(document: unknown): string | undefined {
  if (typeof document !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(document);
    return isObject(value) ? JSON.stringify(objectIn({ value }, "value")) : undefined;
  } catch {
    return undefined;
  }
}
