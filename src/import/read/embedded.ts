import { type EmbeddedPolicy, findPolicies } from "../embedded/find-policies.ts";
import { type Holder, holderOf, ownerOfEmbedded } from "../embedded/owner.ts";
import { layerOfEmbedded } from "../layers/layer-of-embedded.ts";
import type { PolicyCollector } from "../policy-collector.ts";
import type { Reader, Recognised } from "../reader.ts";
import { memberIn, objectIn, textIn } from "../value.ts";
import { keyNamedIn } from "./key-name.ts";

/**
 * Reads every policy inside a value of another format: CloudTrail events, AWS Config items, Pulumi state, Kubernetes
 * resources (Crossplane, ACK, OpenShift), the input of an AWS command.
 */
export const readEmbedded: Reader = ({ value, name }, collector) => {
  const found = findPolicies(value, collector.onWork);
  const [first] = found;
  if (!first) return undefined;
  const before = collector.contentCount;
  const formats = new Set<string>();
  for (const one of found) {
    const holder = holderOf(one);
    if (holder) formats.add(holder.format);
    addEmbedded(one, holder, name, collector);
  }
  if (collector.contentCount === before)
    return { format: "unknown", recognised: "A policy of another service" };
  return recognisedAs(formats, first, value);
};

/** Adds a policy that stands inside a resource or event: of a key or role, or a layer. */
export function addEmbedded(
  found: EmbeddedPolicy,
  holder: Holder | undefined,
  name: string | undefined,
  collector: PolicyCollector,
): void {
  const members = found.path.filter((part) => typeof part === "string");
  const place = found.path.slice(-4).join(".").slice(0, 100);
  const owner = ownerOfEmbedded(found);
  const layer = layerOfEmbedded(found);
  if (layer && "unused" in layer) {
    collector.unused([layer.unused]);
    return;
  }
  if (layer) {
    collector.addLayerPolicy(found.text ?? found.document, layer);
    return;
  }
  const isTrust = /assume_?role_?policy/i.test(members.at(-1) ?? "");
  collector.add(found.text ?? found.document, {
    title: holder ? `Policy of ${holder.name}` : place === "" ? "Policy" : `Policy in ${place}`,
    ...keyNamedIn(name),
    ...owner,
    ...(isTrust ? { kind: "trust" } : {}),
  });
  if (holder?.reservation !== undefined)
    collector.problem("warning", holder.reservation, holder.name);
}

function recognisedAs(
  formats: ReadonlySet<string>,
  first: EmbeddedPolicy,
  value: unknown,
): Recognised {
  if (memberIn(objectIn(value, "Policy"), "PolicySummary") !== undefined)
    return { format: "embedded", recognised: "Output of aws organizations describe-policy" };
  if (Array.isArray(memberIn(value, "VpcEndpoints")))
    return { format: "embedded", recognised: "Output of aws ec2 describe-vpc-endpoints" };
  const [format] = formats;
  if (first.path.length === 0) return { format: "policy", recognised: "A policy in a text" };
  if (format !== undefined)
    return {
      format: "embedded",
      recognised: formats.size > 1 ? `${format} and other texts with policies` : format,
    };
  const isInput = ["KeyId", "keyId"].some((name) => textIn(value, name) !== undefined);
  const hasPolicy = ["Policy", "policy"].some((name) => memberIn(value, name) !== undefined);
  if (isInput && hasPolicy && first.path.length === 1)
    return { format: "embedded", recognised: "Input of aws kms put-key-policy" };
  return { format: "embedded", recognised: "A text with a policy in it" };
}
