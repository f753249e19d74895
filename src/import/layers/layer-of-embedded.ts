import { accountId } from "#policy";
import { isLayerOwner, type LayerKind } from "#scenario";
import type { EmbeddedPolicy } from "../embedded/find-policies.ts";
import type { ImportedLayer } from "../imported.ts";
import { listIn, memberIn, objectIn, textIn } from "../value.ts";

const organizationTypes: Readonly<Record<string, LayerKind>> = {
  SERVICE_CONTROL_POLICY: "service-control",
  RESOURCE_CONTROL_POLICY: "resource-control",
};

type About = Pick<ImportedLayer, "kind" | "title" | "owner">;

/**
 * What the objects around a policy say about it, if it is no policy of a key or role: a policy of an organization, of a
 * VPC endpoint, or of a session. `unused` names one that decides nothing here.
 * Sources: Organizations API Reference, "Policy"; EC2 API Reference, "VpcEndpoint"; STS API Reference, "AssumeRole".
 */
export function layerOfEmbedded({
  around,
}: EmbeddedPolicy): About | { readonly unused: string } | undefined {
  for (const object of around) {
    const summary = objectIn(object, "PolicySummary");
    const type = textIn(summary, "Type") ?? textIn(object, "Type") ?? textIn(object, "type");
    const name = textIn(summary, "Name") ?? textIn(object, "Name") ?? textIn(object, "name");
    const kind =
      type !== undefined && Object.hasOwn(organizationTypes, type)
        ? organizationTypes[type]
        : undefined;
    if (kind) {
      const what = kind === "service-control" ? "SCP" : "RCP";
      return { kind, title: `${what} ${name ?? "without a name"}`, owner: targetOf(object) };
    }
    if (type !== undefined && /^[A-Z_]+_POLICY(?:_EC2)?$/.test(type))
      return { unused: `${name ?? "A policy"} (${type})` };
    const service =
      textIn(object, "ServiceName") ??
      textIn(object, "serviceName") ??
      textIn(object, "service_name");
    if (service !== undefined && /\.[a-z0-9-]+$/.test(service) && !service.endsWith(".com")) {
      const id = textIn(object, "VpcEndpointId") ?? textIn(object, "id") ?? service;
      if (!service.endsWith(".kms") && !service.endsWith(".kms-fips"))
        return { unused: `${id} (${service})` };
      const owner = textIn(object, "OwnerId") ?? textIn(object, "owner_id") ?? "";
      return { kind: "endpoint", title: `VPC endpoint ${id}`, owner: accountId(owner) ?? "" };
    }
    if (/^AssumeRole/.test(textIn(object, "eventName") ?? "")) {
      const role = textIn(memberIn(object, "requestParameters"), "roleArn") ?? "";
      return { kind: "session", title: "Session policy", owner: /:role\//.test(role) ? role : "" };
    }
  }
  return undefined;
}

/** The accounts that a policy of an organization is attached to, if the text names them and nothing else. */
function targetOf(object: unknown): string {
  const targets = [...listIn(object, "TargetIds"), ...listIn(object, "Targets")];
  const accounts = [...new Set(targets.map((one) => (typeof one === "string" ? one : "")))].join();
  return isLayerOwner("service-control", accounts) ? accounts : "";
}
