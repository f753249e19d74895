import { accountRootArn, roleArn } from "#policy";
import type { Role } from "#scenario";
import { callerOf, toAssume } from "../requests.ts";
import type { World } from "../world.ts";
import type { ProbePlan } from "./probe.ts";
import { administratorOf, elsewhere, strangerAccount } from "./users.ts";

/** Abuses of a target role's trust. */
export function trustProbes(world: World, platform: Role, role: Role): readonly ProbePlan[] {
  const { scenario } = world;
  const { externalId } = scenario.guards;
  const trust = world.trustPolicyOf(role);
  const secret: Record<string, string> = externalId === "" ? {} : { "sts:ExternalId": externalId };
  const id = `${role.account}/${role.path}`;
  const about = `${role.name} of account ${role.account}`;
  const stranger = administratorOf(scenario, strangerAccount(scenario));
  const caller = callerOf(world, platform);
  const otherRole: Role = {
    account: role.account,
    path: "SomebodyElse",
    name: "SomebodyElse",
    arn: roleArn(scenario.partition, role.account, "SomebodyElse"),
  };
  const trusting = {
    policy: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow" as const,
          Principal: { AWS: accountRootArn(scenario.partition, scenario.platform.account) },
          Action: "sts:AssumeRole",
        },
      ],
    },
  };
  return [
    {
      id: `stranger-assumes/${id}`,
      title: "A stranger assumes the target role",
      about,
      questions: [toAssume(world, stranger, role, trust, secret)],
    },
    {
      id: `other-role-assumes/${id}`,
      title: "Another role of the platform’s account assumes the target role",
      about,
      questions: [
        toAssume(world, administratorOf(scenario, platform.account), role, trust, secret),
      ],
    },
    {
      id: `confused-deputy/${id}`,
      title: "Somebody has the platform assume the role for him, without the external id",
      about,
      questions: [toAssume(world, caller, role, trust, {})],
      closedBy: ["external-id"],
    },
    {
      id: `left-organization-assumes/${id}`,
      title: "The platform’s account has left the organization and assumes the role",
      about,
      questions: [toAssume(world, { ...caller, organizationId: elsewhere }, role, trust, secret)],
      closedBy: ["organization-id"],
    },
    {
      id: `assumes-other-role/${id}`,
      title: `${platform.name} assumes another role that trusts its account`,
      about: `account ${role.account}`,
      questions: [toAssume(world, caller, otherRole, trusting, secret)],
    },
  ];
}
