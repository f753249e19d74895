import { withoutColours } from "../embedded/values-in-text.ts";
import type { PolicyCollector } from "../policy-collector.ts";
import type { Recognised } from "../reader.ts";
import { policyOfBlocks } from "../terraform/policy-of-blocks.ts";
import {
  referencesInText,
  resourcesInText,
  statementBlocks,
} from "../terraform/resources-in-text.ts";
import { addTerraformPolicies } from "./terraform.ts";

/**
 * Reads the text that `terraform plan` or `terraform show` prints, or a configuration, as far as it goes: an expression
 * that only Terraform can evaluate stays, and a part that Terraform hides is reported. Returns `undefined` for any other
 * text, and for one without policies.
 */
export function readTerraformText(
  text: string,
  collector: PolicyCollector,
): Recognised | undefined {
  const plain = withoutColours(text);
  const inText = resourcesInText(plain, collector.onWork);
  if (!inText) return readStatementBlocks(plain, collector);
  const before = collector.contentCount;
  addTerraformPolicies(
    inText.map(({ resource }) => resource),
    referencesInText(inText),
    collector,
  );
  if (collector.contentCount === before) return undefined;
  const cut = inText.filter(({ hidesParts }) => hidesParts);
  if (cut.length > 0)
    collector.problem(
      "warning",
      "Terraform’s text hides parts that do not change, so that these policies may be incomplete. Run terraform plan -out=plan.out && terraform show -json plan.out, and import the output.",
      cut
        .slice(0, 5)
        .map(({ resource }) => resource.address)
        .join(", "),
    );
  const isConfiguration = !/^\s*#\s+\S+(?::| will be | must be )/m.test(text);
  return isConfiguration
    ? { format: "terraform-configuration", recognised: "Terraform configuration" }
    : { format: "terraform-text", recognised: "Text of terraform plan or terraform show" };
}

/** Reads the `statement` blocks of a part of a configuration that does not say which policy they belong to. */
function readStatementBlocks(text: string, collector: PolicyCollector): Recognised | undefined {
  const statement = statementBlocks(text, collector.onWork);
  if (statement.length === 0) return undefined;
  const before = collector.contentCount;
  collector.add(policyOfBlocks({ statement }), { title: "Statements of Terraform" });
  return collector.contentCount === before
    ? undefined
    : { format: "terraform-configuration", recognised: "Statements of a Terraform configuration" };
}
