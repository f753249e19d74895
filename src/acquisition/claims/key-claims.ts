import { createGrantFor, type Role, type Source } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import { awsWritesThePolicy } from "../probes/use-probes.ts";
import { sourceKey } from "../requests/requested-key.ts";
import type { ClaimGroup } from "./claim.ts";
import {
  aboutKey,
  createGrant,
  ec2Infrastructure,
  ec2InfrastructureRoles,
  everyoneOf,
  listed,
  useOfKey,
} from "./parts-of-claims.ts";

const withheldGrant =
  "CreateGrant is withheld, so no document names it, and the Deny for everyone else does not either. Such a role could attach a volume under this key; the Deny refuses what the grant gives to everyone but EC2.";

/** Who can use, manage and hand on a source key in a region, whatever other accounts and IAM policies there are. */
export function keyClaims(
  index: DocumentIndex,
  source: Source,
  region: string,
  users: readonly Role[],
): readonly ClaimGroup[] {
  const { scenario } = index;
  const key = sourceKey(index, source, region);
  const isManaged = source.key.type === "aws-managed";
  const name = `${key.name} in ${region}`;
  const id = `${source.target.id}/${source.key.id}/${region}`;
  const accounts = [...new Set([key.account, ...users.map(({ account }) => account)])];
  const roles = users.map(({ arn }) => arn);
  const roleNames = listed([...new Set(users.map(({ name }) => name))]);
  const byOthers = {
    ArnNotLike: { "aws:PrincipalArn": [...roles, ...ec2InfrastructureRoles(scenario)] },
  };
  const common = {
    question: aboutKey(key),
    resourcePolicy: key.policy,
    key: source.key,
  } as const;
  const byAnyone: ClaimGroup = {
    ...common,
    given: [`no role of ${key.account} has the path aws:ec2-infrastructure`],
    identityPolicies: "unknown",
    claims: [
      {
        id: `outsiders-use/${id}`,
        sentence: `Nobody outside ${listed(accounts)} can use ${name} or make a grant on it.`,
        never: {
          exceptPrincipals: accounts.flatMap(everyoneOf),
          actions: [...useOfKey, createGrant],
        },
      },
      {
        id: `outsiders-manage/${id}`,
        sentence: `Nobody outside ${key.account} can change, disable or delete ${name}.`,
        never: {
          exceptPrincipals: everyoneOf(key.account),
          exceptActions: [...useOfKey, createGrant, "kms:DescribeKey"],
        },
      },
      {
        id: `others-use/${id}`,
        sentence: `Only ${roleNames} and EC2 itself can use ${name}.`,
        never: { actions: useOfKey, when: byOthers },
        ...(isManaged ? { known: awsWritesThePolicy } : { closedBy: ["deny-others"] as const }),
      },
      {
        id: `others-grant/${id}`,
        sentence: `Only ${roleNames} can make a grant on ${name}.`,
        never: { actions: [createGrant], when: byOthers },
        ...(isManaged ? { known: awsWritesThePolicy } : { closedBy: ["deny-others"] as const }),
        ...(!isManaged && createGrantFor(scenario, source.key) === "withhold"
          ? { known: withheldGrant }
          : {}),
      },
    ],
  };
  const byKeyPolicy: ClaimGroup = {
    ...common,
    given: [`the root user of ${key.account} is left out: it needs no IAM policy`],
    identityPolicies: [],
    claims: [
      {
        id: `key-policy-alone/${id}`,
        sentence: `The key policy alone lets no other user or role of ${key.account} use ${name}: it takes an IAM policy.`,
        never: {
          exceptPrincipals: [
            ...roles,
            ...ec2Infrastructure(scenario),
            `arn:${scenario.partition}:iam::${key.account}:root`,
            key.account,
          ],
          actions: [...useOfKey, createGrant],
        },
        ...(isManaged ? { known: awsWritesThePolicy } : {}),
      },
    ],
  };
  return [byAnyone, byKeyPolicy];
}
