import { parseArn } from "#policy";
import { createGrantFor, type Route } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import { sourceKey } from "../requests/requested-key.ts";
import {
  type Caller,
  callerOf,
  grantThroughEc2,
  onKey,
  onKeyEach,
  throughEc2,
} from "../requests/requests.ts";
import type { ProbePlan } from "./probe.ts";
import { useCalls } from "./use-probes.ts";
import {
  administratorOf,
  elsewhere,
  type KeyUser,
  namedCaller,
  roleWithoutPolicies,
  strangerAccount,
} from "./users.ts";

/** Uses of a source key by somebody who has no part in the import, allowed everything by his own account. */
export function outsiderProbes(index: DocumentIndex, route: Route): readonly ProbePlan[] {
  const { scenario } = index;
  const { source, platform, actor, copies } = route;
  const key = sourceKey(index, source, source.region);
  const id = `${source.target.id}/${source.key.id}/${source.region}`;
  const grant = (caller: Caller) =>
    onKey(caller, "kms:CreateGrant", key, grantThroughEc2(["Decrypt"]));
  const uses = (caller: Caller) => onKeyEach(caller, useCalls, key, throughEc2);
  const named = index.named.principals.map((arn) => namedCaller(scenario, arn));
  const ofAccount = (account: string) =>
    named.filter(({ arn }) => parseArn(arn)?.account === account);
  const own = ofAccount(key.account);
  const ofPlatform = ofAccount(scenario.platform.account);
  const strangers = [
    administratorOf(scenario, strangerAccount(scenario)),
    ...named.filter((caller) => !own.includes(caller) && !ofPlatform.includes(caller)),
  ];
  const otherPlatformRoles = [administratorOf(scenario, scenario.platform.account), ...ofPlatform];
  const usesAndGrant = (caller: Caller) => [...uses(caller), grant(caller)];
  const platformCaller = callerOf(index, platform);
  const about = `${key.name} in ${key.region}`;
  const managed = source.key.type === "aws-managed";
  const probes: ProbePlan[] = [
    {
      kind: "other-role",
      of: id,
      title: `Another role of account ${key.account} uses the key, allowed everything by IAM`,
      about,
      checks: uses(administratorOf(scenario, key.account)),
      key: source.key,
      ...(managed
        ? {
            known:
              "AWS writes the policy of alias/aws/ebs: every role of the account can use it through EC2.",
          }
        : { closedBy: ["deny-others"] }),
    },
    ...(managed ? [] : [grantByOther(index, route, id)]),
    {
      kind: "role-without-policies",
      of: id,
      title: `A role of account ${key.account} without KMS permissions uses the key`,
      about,
      checks: uses(roleWithoutPolicies(scenario, key.account)),
      key: source.key,
      ...(managed
        ? {
            known:
              "AWS writes the policy of alias/aws/ebs: every role of the account can use it through EC2.",
          }
        : {}),
    },
    {
      kind: "stranger",
      of: id,
      title: "A role of a stranger’s account uses the key",
      about,
      checks: strangers.flatMap(usesAndGrant),
    },
    ...(own.length > 0
      ? [
          {
            kind: "named",
            of: id,
            title: "A principal that only the key policy names uses the key",
            about,
            checks: own.flatMap(({ arn }) => usesAndGrant({ arn, identityPolicies: [] })),
            key: source.key,
            known:
              "The key policy names it, and no answer does. Take it out there if it is not meant.",
          },
        ]
      : []),
  ];
  if (key.account === scenario.platform.account) return probes;
  probes.push({
    kind: "other-platform-role",
    of: id,
    title: "Another role of the platform’s account uses the key",
    about,
    checks: otherPlatformRoles.flatMap(usesAndGrant),
  });
  // Where the platform role has no part in using the key, it is an outsider too.
  if (
    actor !== platform &&
    copies.every(({ by, from }) => by !== platform || from.key !== "source")
  )
    probes.push({
      kind: "platform-role",
      of: id,
      title: `${platform.name} uses the key from its own account`,
      about,
      checks: [...uses(platformCaller), grant(platformCaller)],
    });
  return probes;
}

/**
 * A withheld CreateGrant stands in no document, the Deny for everybody else included: then that Deny cannot name it.
 * What such a grant gives is denied all the same, except to EC2 itself.
 */
function grantByOther(index: DocumentIndex, { source }: Route, id: string): ProbePlan {
  const key = sourceKey(index, source, source.region);
  const caller = administratorOf(index.scenario, key.account);
  return {
    kind: "other-role-grants",
    of: id,
    title: `Another role of account ${key.account} makes a grant, allowed everything by IAM`,
    about: `${key.name} in ${key.region}`,
    checks: [onKey(caller, "kms:CreateGrant", key, grantThroughEc2(["Decrypt"]))],
    key: source.key,
    closedBy: ["deny-others"],
    ...(createGrantFor(index.scenario, source.key) === "withhold"
      ? {
          known:
            "CreateGrant is withheld, so no document names it, not even the Deny for everybody else. That role could attach a volume under this key; what the grant gives is denied to everybody but EC2.",
        }
      : {}),
  };
}

/** A role of the import whose account has left the organization. Only a key policy or trust policy can ask for it. */
export function leftOrganizationProbes(index: DocumentIndex, user: KeyUser): readonly ProbePlan[] {
  const { role, key, sourceKey: source, route } = user;
  const named =
    index.scenario.method === "create-volume" &&
    index.scenario.crossAccount === "both-roles" &&
    source !== undefined &&
    source.type !== "aws-managed" &&
    route.source.target.account !== index.scenario.platform.account;
  if (!named) return [];
  const caller = { ...callerOf(index, role), organizationId: elsewhere };
  const grant = grantThroughEc2(["Decrypt"]);
  const calls = [
    ...onKeyEach(caller, useCalls, key, throughEc2),
    onKey(caller, "kms:DescribeKey", key),
    onKey(caller, "kms:CreateGrant", key, grant),
  ];
  return [
    {
      kind: "left-organization",
      of: user.id,
      title: `${role.name} uses the key after its account has left the organization`,
      about: `${key.name} in ${key.region}`,
      checks: calls,
      closedBy: ["organization-id"],
      key: source,
    },
  ];
}
