import type { ReachQuestion } from "#engine";
import { asList, type Policy, statementsOf } from "#policy";
import type { Role } from "#scenario";
import { asCaller } from "../claims/parts-of-claims.ts";
import type { DocumentIndex } from "../documents/document-index.ts";

/** Every request of a role, whatever the policies of the resources say. */
export function byRole(
  { scenario }: DocumentIndex,
  role: Role,
  identityPolicies: readonly Policy[],
): ReachQuestion {
  return {
    resource: { like: ["*"] },
    principals: asCaller(role, scenario),
    requests: "real",
    policies: { identityPolicies, resourcePolicy: "unknown" },
  };
}

/** Everybody's requests on one resource, whatever IAM policies they have. */
export function byAnyone(
  resourcePolicy: Policy | undefined,
): Pick<ReachQuestion, "requests" | "policies"> {
  return {
    requests: "real",
    policies: { identityPolicies: "unknown", ...(resourcePolicy ? { resourcePolicy } : {}) },
  };
}

/** Patterns of all actions of the services that the statements name. */
export function servicesIn(policies: readonly Policy[]): readonly string[] {
  const services = new Set<string>();
  for (const policy of policies)
    for (const { Action, NotAction } of statementsOf(policy)) {
      if (NotAction !== undefined) return ["*"];
      for (const action of asList(Action)) {
        const service = typeof action === "string" ? /^[a-z0-9-]+(?=:)/i.exec(action)?.[0] : "";
        if (service === undefined) return ["*"];
        if (service !== "") services.add(`${service.toLowerCase()}:*`);
      }
    }
  return services.size === 0 ? ["kms:*"] : [...services].sort();
}
