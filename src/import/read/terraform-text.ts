import { withoutColours } from "../embedded/values-in-text.ts";
import type { PolicyCollector } from "../policy-collector.ts";
import type { Recognised } from "../reader.ts";
import { referencesInText, resourcesInText } from "../terraform/resources-in-text.ts";
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
  const inText = resourcesInText(withoutColours(text), collector.onWork);
  if (!inText) return undefined;
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
