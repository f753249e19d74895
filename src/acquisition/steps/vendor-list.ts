import { createGrantFor, type Route } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import { sourceKey } from "../requests/requested-key.ts";
import { callerOf, grantThroughEc2, onKey, throughEc2 } from "../requests/requests.ts";
import type { StepPlan } from "./step.ts";

/** The seed's five, without CreateGrant and with the stars resolved to what EBS has use for. */
const vendorActions = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/**
 * What the vendor documents that a role must hold and no step is known to call: asked all the same, since the user
 * chose the vendor's list, or a CreateGrant that EBS direct has no use for.
 * Source: the vendor's "How to reduce KMS permissions in AWS" and its EBS direct policy (facts §2).
 */
export function vendorListSteps(index: DocumentIndex, route: Route): readonly StepPlan[] {
  const { scenario } = index;
  const { source, actor, platform, ending } = route;
  if (source.key.type === "aws-managed") return [];
  const key = sourceKey(index, source, source.region);
  const foreignUser = route.copies.some(
    (copy) => copy.by === platform && copy.from.key === "source",
  );
  const roles = foreignUser && actor !== platform ? [actor, platform] : [actor];
  const grants = createGrantFor(scenario, source.key) !== "withhold";
  const vendor = scenario.actions === "vendor";
  const documentedGrant = grants && (vendor || ending.method === "ebs-direct");
  if (!vendor && !documentedGrant) return [];
  return roles.map((role) => {
    const caller = callerOf(index, role);
    return {
      id: `vendor-list-${role.name}`,
      kind: "vendor-list",
      title: vendor ? "Have the vendor’s permissions" : "Have the vendor’s CreateGrant",
      operation: "kms",
      documentedOnly: true,
      actor: role,
      account: key.account,
      region: source.region,
      asked: [
        ...(vendor ? vendorActions : []).map((action) => ({
          label: `${action.slice(4)} on ${key.name}`,
          check: onKey(caller, action, key, throughEc2),
          key: { key: "source" as const, region: source.region },
        })),
        ...(documentedGrant
          ? [
              {
                label: `CreateGrant on ${key.name}`,
                check: onKey(caller, "kms:CreateGrant", key, grantThroughEc2(["Decrypt"])),
                key: { key: "source" as const, region: source.region },
              },
            ]
          : []),
      ],
      source: "Vendor, “How to reduce KMS permissions in AWS” and its EBS direct policy",
      assumed: "the vendor documents these; no step is known to call each of them",
    };
  });
}
