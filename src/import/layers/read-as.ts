import { parseDocument } from "#policy";
import type { ImportedLayer, ImportedPolicy } from "../imported.ts";
import { kindOf } from "../policy-kind.ts";
import { asLayerTitle, asPolicyTitle } from "./titles.ts";

/**
 * A text that looked like a layer, as the role's or key's policy that it may be instead. Returns `undefined` if its source
 * says what it is, or if it is a policy for another service.
 */
export function layerAsPolicy(layer: ImportedLayer, id: string): ImportedPolicy | undefined {
  const parsed = layer.isGuess ? parseDocument(layer.text) : undefined;
  const kind = parsed?.ok ? kindOf(parsed.policy) : undefined;
  if (typeof kind !== "string") return undefined;
  const title = asPolicyTitle(layer);
  return { id, kind, title, text: layer.text, roles: [], boundaryOf: [], unresolved: [] };
}

/**
 * A policy without a name, as the layer that it may be instead: with principals an RCP, else an SCP; the user says more.
 * Returns `undefined` if its source says which role or key it belongs to.
 */
export function policyAsLayer(policy: ImportedPolicy): ImportedLayer | undefined {
  const { kind, title, text, roles, boundaryOf, key, policyName, managedPolicyArn } = policy;
  if (roles.length > 0 || boundaryOf.length > 0 || key) return undefined;
  if (policyName !== undefined || managedPolicyArn !== undefined) return undefined;
  const looks = kind === "identity" ? "service-control" : "resource-control";
  return { kind: looks, title: asLayerTitle(looks, title), text, owner: "", isGuess: true };
}
