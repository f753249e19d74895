import { type Scenario, sourcesOf } from "#scenario";
import { type CheckedClaim, type ClaimGroup, decidedClaims } from "../claims/claim.ts";
import { aboutKey, ec2InfrastructureRoles, listed } from "../claims/parts-of-claims.ts";
import { type DecisionOptions, documentIndexOf } from "../documents/document-index.ts";
import type { ScenarioDocument } from "../documents/scenario-document.ts";
import { exceptKnown, knownUsers } from "../other-users/known-users.ts";
import { sourceKey } from "../requests/requested-key.ts";
import { rolesOf } from "../requests/roles.ts";

/** How many keys the rules are asked about. */
const mostKeys = 20;

/** Rules that many organizations have for their keys, decided for the import's keys, and how many keys were left out. */
export interface ReadyRules {
  readonly rules: readonly CheckedClaim[];
  readonly keysNotAsked: number;
}

/**
 * Decides over all requests, whatever IAM policies there are: nobody outside the organization uses a key, nobody but the
 * import's roles and EC2 decrypts with it, nobody deletes it. Never throws.
 */
export function readyRules(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions = {},
): ReadyRules {
  const index = documentIndexOf(scenario, documents, options);
  const { organizationId } = scenario.guards;
  const roles = rolesOf(scenario).map(({ arn }) => arn);
  const sources = sourcesOf(scenario);
  const rules = sources.slice(0, mostKeys).flatMap((source) => {
    const { target, key, region } = source;
    const inQuestion = sourceKey(index, source, region);
    const others = knownUsers(scenario, source);
    const but = others.names.length > 0 ? `, but ${listed(others.names)},` : "";
    const name = `${inQuestion.name} in ${region}`;
    const id = `${target.id}/${key.id}/${region}`;
    const group: ClaimGroup = {
      question: aboutKey(inQuestion),
      identityPolicies: "unknown",
      resourcePolicy: inQuestion.policy,
      given: ["IAM policies may allow everything"],
      key,
      claims: [
        {
          kind: "organization",
          of: id,
          sentence: `Nobody outside ${organizationId === "" ? "an organization" : organizationId}${but} can use or manage ${name}.`,
          never: {
            when: exceptKnown(
              others,
              organizationId === ""
                ? { Null: { "aws:PrincipalOrgID": "true" } }
                : { StringNotEquals: { "aws:PrincipalOrgID": organizationId } },
            ),
          },
        },
        {
          kind: "decrypts",
          of: id,
          sentence: `Nobody but ${listed(["the roles of the import", ...others.names, "EC2"])} can decrypt with ${name}.`,
          never: {
            actions: ["kms:Decrypt", "kms:ReEncryptFrom"],
            when: {
              ArnNotLike: {
                "aws:PrincipalArn": [...roles, ...others.arns, ...ec2InfrastructureRoles(scenario)],
              },
            },
          },
          closedBy: ["deny-others"],
        },
        {
          kind: "deletes",
          of: id,
          sentence: `Nobody can delete ${name}.`,
          never: { actions: ["kms:ScheduleKeyDeletion"] },
        },
      ],
    };
    return decidedClaims(index, group);
  });
  return { rules, keysNotAsked: Math.max(0, sources.length - mostKeys) };
}
