import type { Reader } from "../reader.ts";
import { isObject, listIn, memberIn, textIn } from "../value.ts";

const fullAccess: Readonly<Record<string, unknown>> = {
  SERVICE_CONTROL_POLICY: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  },
  RESOURCE_CONTROL_POLICY: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
  },
};

/**
 * Reads the list of an organization's policies. It has no contents, but those of AWS's own policies are known.
 * Sources: AWS CLI Command Reference, `organizations list-policies-for-target`, `organizations list-policies`;
 * Organizations User Guide, "SCP FullAWSAccess", "RCPFullAWSAccess".
 */
export const readOrganizationPolicies: Reader = ({ value }, collector) => {
  const policies = listIn(value, "Policies").filter(isObject);
  const types = policies.map((policy) => textIn(policy, "Type"));
  if (!types.some((type) => type !== undefined && Object.hasOwn(fullAccess, type)))
    return undefined;
  const missing: string[] = [];
  policies.forEach((policy, index) => {
    const type = types[index] ?? "";
    const name = textIn(policy, "Name") ?? textIn(policy, "Id") ?? "";
    if (memberIn(policy, "AwsManaged") !== true || !Object.hasOwn(fullAccess, type))
      missing.push(textIn(policy, "Id") ?? name);
    else
      collector.addLayer({
        kind: type === "SERVICE_CONTROL_POLICY" ? "service-control" : "resource-control",
        title: `${type === "SERVICE_CONTROL_POLICY" ? "SCP" : "RCP"} ${name}`,
        text: JSON.stringify(fullAccess[type], null, 2),
        owner: "",
      });
  });
  if (missing.length > 0)
    collector.problem(
      "error",
      `The list lacks the contents of ${missing.length} policies. Run aws organizations describe-policy --policy-id ID for each, and import the output.`,
      missing.slice(0, 10).join(", "),
    );
  return {
    format: "organization-policies",
    recognised: "Output of aws organizations list-policies-for-target",
  };
};
