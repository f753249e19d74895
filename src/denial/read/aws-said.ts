import type { PolicySlot } from "#engine";

/** The policy layer that AWS's message names as the one that decided. */
export interface AwsSaid {
  /** `unknown` if the message says only that there is a Deny. */
  readonly layer: PolicySlot | "unknown";
  /** A Deny statement decided. Otherwise no statement of the layer allows the call. */
  readonly explicit: boolean;
  /** The policy with the Deny, if the message names it. */
  readonly policyArn?: string;
}

/**
 * AWS's words for the layers. Source: IAM User Guide, "Troubleshoot access denied error messages"; AWS Organizations User
 * Guide, "Resource control policies".
 */
const layerWords: Readonly<Record<string, PolicySlot>> = {
  "identity-based policy": "identityPolicies",
  "identity-based policies": "identityPolicies",
  "resource-based policy": "resourcePolicy",
  "resource-based policies": "resourcePolicy",
  "permissions boundary": "permissionsBoundary",
  "permission boundary": "permissionsBoundary",
  "permissions boundary policy": "permissionsBoundary",
  "session policy": "sessionPolicies",
  "session policies": "sessionPolicies",
  "service control policy": "serviceControlPolicies",
  "service control policies": "serviceControlPolicies",
  "resource control policy": "resourceControlPolicies",
  "resource control policies": "resourceControlPolicies",
  "vpc endpoint policy": "endpointPolicies",
  "vpc endpoint policies": "endpointPolicies",
};

/** The layer that a reason names. Returns `undefined` if it names none and no Deny. */
export function awsSaidIn(said: string): AwsSaid | undefined {
  const [, denying = "", arn] =
    /with an explicit deny in an? ([\w -]{1,60}?)(?::? ?(arn:[^\s"\\,;)]{1,300})|[.,;:"\\)]|$|(?= for ))/i.exec(
      said,
    ) ?? [];
  const explicit = layerWords[denying.trim().toLowerCase()];
  if (explicit)
    return {
      layer: explicit,
      explicit: true,
      ...(arn ? { policyArn: arn.replace(/\.$/, "") } : {}),
    };
  const [, silent = ""] = /because no ([\w -]{1,60}?) allows?\b/i.exec(said) ?? [];
  const layer = layerWords[silent.trim().toLowerCase()];
  if (layer) return { layer, explicit: false };
  // KMS's words for a key that the caller cannot see (KMS Developer Guide, "Troubleshooting key access").
  if (/no resource-based policies allow access/i.test(said))
    return { layer: "resourcePolicy", explicit: false };
  return /explicit deny/i.test(said) ? { layer: "unknown", explicit: true } : undefined;
}
