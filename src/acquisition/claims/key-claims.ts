import { accountRootArn } from "#policy";
import { createGrantFor, type Role, type Source } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import { exceptGrantsFor, type KnownUsers, knownUsers } from "../other-users/known-users.ts";
import { awsWritesThePolicy } from "../probes/use-probes.ts";
import { sourceKey } from "../requests/requested-key.ts";
import type { ClaimGroup, ClaimPlan } from "./claim.ts";
import {
  aboutKey,
  createGrant,
  ec2Infrastructure,
  ec2InfrastructureRoles,
  listed,
  useOfKey,
} from "./parts-of-claims.ts";

const withheldGrant =
  "CreateGrant is withheld, so no document names it, and the Deny for everyone else does not either. Such a role could attach a volume under this key; the Deny refuses what the grant gives to everyone but EC2.";

/** Nobody from outside uses the key, or makes a grant: one claim, or two if an account makes grants for another user. */
function byOutsiders(
  others: KnownUsers,
  accounts: readonly string[],
  name: string,
  id: string,
): readonly ClaimPlan[] {
  const exceptPrincipals = [...accounts, ...others.asCallers];
  const outside = others.inAccountsBut(accounts);
  const who = `Nobody outside ${listed(accounts)}${outside.length > 0 ? `, but ${listed(outside)},` : ""}`;
  if (others.grantees.length === 0)
    return [
      {
        kind: "outsiders-use",
        of: id,
        sentence: `${who} can use ${name} or make a grant on it.`,
        never: { exceptPrincipals, actions: [...useOfKey, createGrant] },
      },
    ];
  return [
    {
      kind: "outsiders-use",
      of: id,
      sentence: `${who} can use ${name}.`,
      never: { exceptPrincipals, actions: useOfKey },
    },
    {
      kind: "outsiders-grant",
      of: id,
      sentence: `${who} can make a grant on ${name}, except for the roles of these users.`,
      never: { exceptPrincipals, actions: [createGrant], when: exceptGrantsFor(others) },
    },
  ];
}

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
  const others = knownUsers(scenario, source);
  const roles = [...new Set([...users.map(({ arn }) => arn), ...others.arns])];
  const names = [...new Set(users.map(({ name }) => name)), ...others.names];
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
      ...byOutsiders(others, accounts, name, id),
      {
        kind: "outsiders-manage",
        of: id,
        sentence: `Nobody outside ${key.account} can change, disable or delete ${name}.`,
        never: {
          exceptPrincipals: [key.account],
          exceptActions: [...useOfKey, createGrant, "kms:DescribeKey"],
        },
      },
      {
        kind: "others-use",
        of: id,
        sentence: `Only ${listed([...names, "EC2 itself"])} can use ${name}.`,
        never: { actions: useOfKey, when: byOthers },
        ...(isManaged ? { known: awsWritesThePolicy } : { closedBy: ["deny-others"] as const }),
      },
      {
        kind: "others-grant",
        of: id,
        sentence: `Only ${listed(names)} can make a grant on ${name}${others.grantees.length > 0 ? ", except for the roles of these users" : ""}.`,
        never: { actions: [createGrant], when: { ...byOthers, ...exceptGrantsFor(others) } },
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
        kind: "key-policy-alone",
        of: id,
        sentence: `The key policy alone lets no other user or role of ${key.account} use ${name}: it takes an IAM policy.`,
        never: {
          exceptPrincipals: [
            ...roles,
            ...ec2Infrastructure(scenario),
            ...[key.account, ...others.grantingAccounts].flatMap((account) => [
              accountRootArn(scenario.partition, account),
              account,
            ]),
          ],
          actions: [...useOfKey, createGrant],
        },
        ...(isManaged ? { known: awsWritesThePolicy } : {}),
      },
    ],
  };
  return [byAnyone, byKeyPolicy];
}
