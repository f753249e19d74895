import type { Unresolved } from "../imported.ts";
import { isObject, listIn, type Members, memberIn, objectIn, textIn } from "../value.ts";

/** One resource of a plan or state, in a common form for Terraform's three JSON formats. */
export interface TerraformResource {
  /** `module.forensics.aws_iam_role.this[0]`. */
  readonly address: string;
  readonly type: string;
  readonly isData: boolean;
  readonly values: Members;
  /** The attributes that are known only after the plan is applied. */
  readonly unknown: Members;
  /** By argument: the expressions in its policy that only Terraform can evaluate. */
  readonly unresolved?: ReadonlyMap<string, readonly Unresolved[]>;
}

/**
 * The resources of a plan in `terraform show -json`: planned values, and the data sources that were read.
 * Source: Terraform documentation, "JSON Output Format": `planned_values`, `prior_state`, `resource_changes`.
 */
export function resourcesOfPlan(plan: Members): readonly TerraformResource[] {
  const unknown = new Map<string, Members>();
  for (const change of listIn(plan, "resource_changes")) {
    const address = textIn(change, "address");
    const after = memberIn(memberIn(change, "change"), "after_unknown");
    if (address !== undefined && isObject(after)) unknown.set(address, after);
  }
  const planned = resourcesOfModule(objectIn(objectIn(plan, "planned_values"), "root_module"), 0);
  const prior = objectIn(objectIn(objectIn(plan, "prior_state"), "values"), "root_module");
  const data = resourcesOfModule(prior, 0).filter(({ isData }) => isData);
  return [...planned, ...data].map((one) => ({ ...one, unknown: unknown.get(one.address) ?? {} }));
}

/**
 * The resources of a state in `terraform show -json`.
 * Source: Terraform documentation, "JSON Output Format": values representation.
 */
export function resourcesOfState(state: Members): readonly TerraformResource[] {
  return resourcesOfModule(objectIn(objectIn(state, "values"), "root_module"), 0);
}

/** The resources of a state file, version 4, one for each instance. */
export function resourcesOfStateFile(file: Members): readonly TerraformResource[] {
  return listIn(file, "resources").flatMap((resource) => {
    const type = textIn(resource, "type");
    const name = textIn(resource, "name");
    if (type === undefined || name === undefined) return [];
    const isData = memberIn(resource, "mode") === "data";
    const module = textIn(resource, "module");
    const base = [module, isData ? "data" : undefined, type, name];
    const address = base.filter((part) => part !== undefined).join(".");
    return listIn(resource, "instances").map((instance) => {
      const index = memberIn(instance, "index_key");
      const values = objectIn(instance, "attributes");
      const own = index === undefined ? address : `${address}[${JSON.stringify(index)}]`;
      return { address: own, type, isData, values, unknown: {} };
    });
  });
}

function resourcesOfModule(module: Members, depth: number): readonly TerraformResource[] {
  // The depth of the text is bounded already; this states it again.
  if (depth > 64) return [];
  const own = listIn(module, "resources").flatMap((resource) => {
    const address = textIn(resource, "address");
    const type = textIn(resource, "type");
    if (address === undefined || type === undefined) return [];
    const isData = memberIn(resource, "mode") === "data";
    return [{ address, type, isData, values: objectIn(resource, "values"), unknown: {} }];
  });
  const children = listIn(module, "child_modules").filter(isObject);
  return [...own, ...children.flatMap((child) => resourcesOfModule(child, depth + 1))];
}
