import { asList } from "#policy";
import type { ImportedRole } from "../imported.ts";
import { importedRole, type PolicyCollector, type PolicyMetadata } from "../policy-collector.ts";
import { listIn, type Members, memberIn, objectIn, scalarText, textIn } from "../value.ts";
import { type Resolved, resolve } from "./resolve.ts";
import type { Template } from "./template.ts";

/** A resource whose intrinsic functions are resolved. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Resolved;
}

/**
 * Adds the policies of one resource, by its type.
 * Source: CloudFormation Template Reference, the pages of AWS::IAM::Role, AWS::IAM::Policy, AWS::IAM::RolePolicy,
 * AWS::IAM::ManagedPolicy, AWS::KMS::Key and AWS::KMS::ReplicaKey.
 */
export const policiesByType: Readonly<
  Record<string, (resource: Resource, template: Template, collector: PolicyCollector) => void>
> = {
  "AWS::IAM::Role": (resource, _template, collector) => {
    const { value } = resource.properties;
    const role = { name: textIn(value, "RoleName") ?? resource.id };
    add(resource, ["AssumeRolePolicyDocument"], collector, {
      kind: "trust",
      title: `Trust policy of role ${role.name}`,
      roles: [role],
    });
    listIn(value, "Policies").forEach((policy, index) => {
      const policyName = textIn(policy, "PolicyName") ?? `${index + 1}`;
      add(resource, ["Policies", index, "PolicyDocument"], collector, {
        kind: "identity",
        title: `Inline policy ${policyName} of role ${role.name}`,
        roles: [role],
        policyName,
      });
    });
    const foreign = listIn(value, "ManagedPolicyArns").filter(
      (arn) => typeof arn === "string" && arn.startsWith("arn:"),
    );
    if (foreign.length > 0)
      collector.problem(
        "note",
        `Role ${role.name} has managed policies, but the template lacks their documents. aws iam get-policy-version prints them.`,
        foreign.slice(0, 3).join(", "),
      );
  },
  "AWS::IAM::Policy": (resource, template, collector) => addPolicy(resource, template, collector),
  "AWS::IAM::RolePolicy": (resource, template, collector) =>
    addPolicy(resource, template, collector),
  "AWS::IAM::ManagedPolicy": (resource, template, collector) => {
    const { value } = resource.properties;
    const policyName = textIn(value, "ManagedPolicyName") ?? resource.id;
    const roles = [...rolesOf(resource, template), ...rolesNaming(resource.id, template)];
    const of = roles[0] ? ` of role ${roles[0].name}` : "";
    add(resource, ["PolicyDocument"], collector, {
      kind: "identity",
      title: `Managed policy ${policyName}${of}`,
      roles,
      policyName,
    });
  },
  "AWS::KMS::Key": (resource, template, collector) => addKey(resource, template, collector),
  "AWS::KMS::ReplicaKey": (resource, template, collector) => addKey(resource, template, collector),
};

function addPolicy(resource: Resource, template: Template, collector: PolicyCollector): void {
  const policyName = textIn(resource.properties.value, "PolicyName") ?? resource.id;
  const roles = rolesOf(resource, template);
  const of = roles[0] ? ` of role ${roles[0].name}` : "";
  add(resource, ["PolicyDocument"], collector, {
    kind: "identity",
    title: `Inline policy ${policyName}${of}`,
    roles,
    policyName,
  });
}

function addKey(resource: Resource, template: Template, collector: PolicyCollector): void {
  if (memberIn(resource.properties.value, "KeyPolicy") === undefined) {
    collector.problem(
      "note",
      `Key ${resource.id} has no policy in the template, so it has AWS’s default policy. Run aws kms get-key-policy to print it.`,
    );
    return;
  }
  const alias = Object.values(template.resources)
    .filter((one) => memberIn(one, "Type") === "AWS::KMS::Alias")
    .map((one) => objectIn(one, "Properties"))
    .find((one) => namesResource(memberIn(one, "TargetKeyId"), resource.id));
  const name = alias ? resolve(template, memberIn(alias, "AliasName")).value : undefined;
  add(resource, ["KeyPolicy"], collector, {
    kind: "key",
    title: `Key policy of ${resource.id}`,
    ...(typeof name === "string" ? { key: { alias: name } } : {}),
  });
}

function add(
  { properties }: Resource,
  path: readonly (string | number)[],
  collector: PolicyCollector,
  about: PolicyMetadata,
): void {
  const document = path.reduce<unknown>(
    (value, name) =>
      typeof name === "number"
        ? Array.isArray(value)
          ? value[name]
          : undefined
        : memberIn(value, name),
    properties.value,
  );
  const unresolved = properties.unresolved
    .filter((one) => path.every((name, index) => one.path[index] === name))
    .map((one) => ({ ...one, path: one.path.slice(path.length) }));
  collector.add(document, { ...about, unresolved });
}

/** The roles that a policy's `Roles` or `RoleName` names, by `Ref` or by name. */
function rolesOf({ id, properties }: Resource, template: Template): readonly ImportedRole[] {
  const raw = objectIn(memberIn(template.resources, id), "Properties");
  const named = [...asList(memberIn(raw, "Roles")), ...asList(memberIn(raw, "RoleName"))].slice(
    0,
    100,
  );
  const resolved = [
    ...asList(memberIn(properties.value, "Roles")),
    ...asList(memberIn(properties.value, "RoleName")),
  ];
  return named.flatMap((one, index) => {
    const ref = memberIn(one, "Ref");
    const name = resolved[index];
    // A role without an explicit name is known by its logical id.
    const isPlaceholder = typeof name !== "string" || name === `\${${scalarText(ref) ?? ""}}`;
    return importedRole(isPlaceholder ? (typeof ref === "string" ? ref : undefined) : name) ?? [];
  });
}

/** The roles whose `ManagedPolicyArns` includes a policy of the template. */
function rolesNaming(policy: string, template: Template): readonly ImportedRole[] {
  return Object.entries(template.resources).flatMap(([id, one]) => {
    if (memberIn(one, "Type") !== "AWS::IAM::Role") return [];
    const properties: Members = objectIn(one, "Properties");
    const names = listIn(properties, "ManagedPolicyArns").some((arn) => namesResource(arn, policy));
    if (!names) return [];
    const name = resolve(template, memberIn(properties, "RoleName")).value;
    return [{ name: typeof name === "string" ? name : id }];
  });
}

function namesResource(value: unknown, id: string): boolean {
  const attribute = memberIn(value, "Fn::GetAtt");
  const got = Array.isArray(attribute) ? attribute[0] : scalarText(attribute)?.split(".")[0];
  return memberIn(value, "Ref") === id || got === id;
}
