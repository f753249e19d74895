import { findPolicies } from "../embedded/find-policies.ts";
import { layerOfEmbedded } from "../layers/layer-of-embedded.ts";
import type { PolicyCollector } from "../policy-collector.ts";
import { addGrants } from "../read/grants.ts";
import { isObject, listIn, type Members, memberIn, textIn } from "../value.ts";
import { policiesByType } from "./policies.ts";
import type { TerraformResource } from "./resources.ts";

/**
 * Adds the policies of organizations and VPC endpoints, and the grants; names resources with other policies.
 * Source: Terraform Registry, hashicorp/aws, the pages of aws_organizations_policy, aws_organizations_policy_attachment,
 * aws_vpc_endpoint, aws_vpc_endpoint_policy and aws_kms_grant.
 */
export function addTerraformLayers(
  resources: readonly TerraformResource[],
  collector: PolicyCollector,
): void {
  const own = resources.filter(({ isData }) => !isData);
  addGrants(
    own.flatMap(({ type, values }) => (type === "aws_kms_grant" ? [grantOf(values)] : [])),
    collector,
  );
  const unused: string[] = [];
  for (const { type, address, values } of own) {
    if (Object.hasOwn(policiesByType, type)) continue;
    for (const found of findPolicies(values)) {
      const around = [withRelated(type, values, own), ...found.around];
      const layer = layerOfEmbedded({ ...found, around });
      if (!layer || "unused" in layer) unused.push(address);
      else collector.addLayerPolicy(found.text ?? found.document, layer);
    }
  }
  collector.unused([...new Set(unused)]);
}

/** A resource with what other resources say about it: the accounts of a policy, the service of an endpoint. */
function withRelated(type: string, values: Members, all: readonly TerraformResource[]): Members {
  if (type === "aws_organizations_policy") {
    const TargetIds = all
      .filter((one) => one.type === "aws_organizations_policy_attachment")
      .filter((one) => memberIn(one.values, "policy_id") === memberIn(values, "id"))
      .map((one) => memberIn(one.values, "target_id"));
    return { type: "SERVICE_CONTROL_POLICY", ...values, TargetIds };
  }
  if (type !== "aws_vpc_endpoint_policy") return values;
  const id = textIn(values, "vpc_endpoint_id");
  const endpoint = all.find(
    (one) => one.type === "aws_vpc_endpoint" && textIn(one.values, "id") === id,
  );
  // Without the endpoint's service, the user says whether it is one for KMS.
  return { service_name: "com.amazonaws.kms", ...endpoint?.values, id };
}

/** A grant in the form of the API. */
function grantOf(values: Members): Members {
  const constraints = listIn(values, "constraints").find(isObject);
  const context = (name: string) => {
    const given = memberIn(constraints, name);
    return isObject(given) && Object.keys(given).length > 0 ? given : undefined;
  };
  const equals = context("encryption_context_equals");
  const subset = context("encryption_context_subset");
  return {
    KeyId: textIn(values, "key_id"),
    Name: textIn(values, "name"),
    GranteePrincipal: textIn(values, "grantee_principal"),
    RetiringPrincipal: textIn(values, "retiring_principal"),
    Operations: listIn(values, "operations"),
    ...(equals || subset
      ? { Constraints: { EncryptionContextEquals: equals, EncryptionContextSubset: subset } }
      : {}),
  };
}
