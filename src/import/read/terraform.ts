import type { PolicyCollector } from "../policy-collector.ts";
import type { Reader } from "../reader.ts";
import { attachmentsIn } from "../terraform/attachments.ts";
import { addTerraformLayers } from "../terraform/layers.ts";
import { policiesByType } from "../terraform/policies.ts";
import { type References, referencesIn } from "../terraform/references.ts";
import {
  resourcesOfPlan,
  resourcesOfState,
  resourcesOfStateFile,
  type TerraformResource,
} from "../terraform/resources.ts";
import { isObject, memberIn } from "../value.ts";

/**
 * Reads the output of `terraform show -json` (or `tofu show -json`) for a plan or a state, and a state file.
 * Source: Terraform documentation, "JSON Output Format".
 */
export const readTerraform: Reader = ({ value }, collector) => {
  if (!isObject(value)) return undefined;
  const isShown = typeof memberIn(value, "format_version") === "string";
  if (isShown && isObject(memberIn(value, "planned_values"))) {
    addTerraformPolicies(resourcesOfPlan(value), referencesIn(value), collector);
    return { format: "terraform-plan", recognised: "Terraform plan in JSON" };
  }
  if (isShown && (isObject(memberIn(value, "values")) || "terraform_version" in value)) {
    addTerraformPolicies(resourcesOfState(value), noReferences, collector);
    return { format: "terraform-state", recognised: "Terraform state in JSON" };
  }
  const isFile = Array.isArray(memberIn(value, "resources")) && "lineage" in value;
  if (!isFile) return undefined;
  if (memberIn(value, "version") === 4)
    addTerraformPolicies(resourcesOfStateFile(value), noReferences, collector);
  else
    collector.problem(
      "error",
      "This state file does not have version 4. Run terraform show -json and import the output.",
    );
  return { format: "terraform-state", recognised: "Terraform state file" };
};

const noReferences: References = () => [];

/** Adds the policies of the resources of one plan, state or configuration. */
export function addTerraformPolicies(
  resources: readonly TerraformResource[],
  references: References,
  collector: PolicyCollector,
): void {
  const before = collector.policies.length + collector.problems.length;
  const attachments = attachmentsIn(resources, references);
  const seen = new Set<string>();
  // Data sources come last: most repeat the text of a resource.
  const inOrder = [...resources].sort((a, b) => Number(a.isData) - Number(b.isData));
  for (const resource of inOrder) {
    const work = Object.hasOwn(policiesByType, resource.type)
      ? policiesByType[resource.type]
      : undefined;
    if (work && resource.isData === (resource.type === "aws_iam_policy_document"))
      work({ resource, attachments, seen, collector });
  }
  addTerraformLayers(resources, collector);
  if (collector.policies.length + collector.problems.length === before)
    collector.problem(
      "error",
      "This has no AWS roles, policies or keys. Import the plan or state that creates the platform's role or the key.",
    );
}
