import type { Role } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import { callerOf } from "../requests/requests.ts";
import type { ClaimGroup } from "./claim.ts";
import { asCaller } from "./parts-of-claims.ts";

const assumes = ["sts:AssumeRole*"];

/** Who can assume a target's role, and on which conditions. */
export function trustClaims(index: DocumentIndex, platform: Role, role: Role): ClaimGroup {
  const { scenario } = index;
  const { externalId, organizationId } = scenario.guards;
  const trust = index.trustPolicyOf(role);
  const id = `${role.account}/${role.path}`;
  const name = `${role.name} of ${role.account}`;
  const byPlatform = { principals: asCaller(platform, scenario), actions: assumes };
  return {
    question: { resource: role.arn, resourceAccount: role.account },
    identityPolicies: "unknown",
    resourcePolicy: trust,
    claims: [
      {
        kind: "only-platform-assumes",
        of: id,
        sentence: `Nobody but ${platform.name} of ${platform.account} can assume ${name}.`,
        never: { exceptPrincipals: asCaller(platform, scenario), actions: assumes },
      },
      {
        kind: "external-id",
        of: id,
        sentence: `${platform.name} cannot assume ${name} without the external id.`,
        never: {
          ...byPlatform,
          when:
            externalId === ""
              ? { Null: { "sts:ExternalId": "true" } }
              : { StringNotEquals: { "sts:ExternalId": externalId } },
        },
        closedBy: ["external-id"],
      },
      {
        kind: "organization-assumes",
        of: id,
        sentence: `${platform.name} cannot assume ${name} if its account leaves the organization.`,
        never: {
          ...byPlatform,
          when:
            organizationId === ""
              ? { Null: { "aws:PrincipalOrgID": "true" } }
              : { StringNotEquals: { "aws:PrincipalOrgID": organizationId } },
        },
        closedBy: ["organization-id"],
      },
    ],
  };
}

/** Which roles the platform role can assume; `roles` are those that the import has it assume. */
export function otherRoleClaims(
  index: DocumentIndex,
  platform: Role,
  roles: readonly Role[],
): ClaimGroup {
  const { scenario } = index;
  const { platformNaming } = scenario;
  return {
    given: [
      `${platform.name} has no policies but these`,
      "trust policies of other roles may allow everything",
    ],
    question: {
      resource: { like: [`arn:${scenario.partition}:iam::*:role/*`] },
      principals: asCaller(platform, scenario),
      actions: assumes,
    },
    identityPolicies: callerOf(index, platform).identityPolicies,
    resourcePolicy: "unknown",
    claims: [
      {
        kind: "other-roles",
        sentence: `${platform.name} can assume no other roles than those of the import.`,
        never: {
          principals: asCaller(platform, scenario),
          actions: assumes,
          ...(roles.length > 0 ? { exceptResources: roles.map(({ arn }) => arn) } : {}),
          ...(platformNaming?.by === "tag"
            ? {
                when: {
                  StringNotEquals: {
                    [`aws:ResourceTag/${platformNaming.tagKey}`]: platformNaming.tagValue,
                  },
                },
              }
            : {}),
        },
        closedBy: ["name-each"],
      },
    ],
  };
}
