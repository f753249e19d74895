import { accountRootArn, parseArn, roleArn, roleName } from "#policy";
import type { Role, Scenario } from "#scenario";
import { callerOf, toAssume } from "../requests.ts";
import type { PlacedPolicy, World } from "../world.ts";
import type { ProbePlan } from "./probe.ts";
import { administratorOf, elsewhere, namedCaller, strangerAccount } from "./users.ts";

/** Abuses of a target role's trust. */
export function trustProbes(world: World, platform: Role, role: Role): readonly ProbePlan[] {
  const { scenario } = world;
  const { externalId } = scenario.guards;
  const trust = world.trustPolicyOf(role);
  const secret: Record<string, string> = externalId === "" ? {} : { "sts:ExternalId": externalId };
  const id = `${role.account}/${role.path}`;
  const about = `${role.name} of account ${role.account}`;
  const strangers = [
    administratorOf(scenario, strangerAccount(scenario)),
    administratorOf(scenario, role.account),
    ...world.named.principals.map((arn) => namedCaller(scenario, arn)),
  ];
  const caller = callerOf(world, platform);
  const otherRole: Role = {
    account: role.account,
    path: "SomebodyElse",
    name: "SomebodyElse",
    arn: roleArn(scenario.partition, role.account, "SomebodyElse"),
  };
  const trusting = trustingPolicy(scenario);
  return [
    {
      id: `stranger-assumes/${id}`,
      title: "A stranger assumes the target role",
      about,
      questions: strangers.map((stranger) => toAssume(world, stranger, role, trust, secret)),
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
      title: "Somebody has the platform assume the role for them, without the external id",
      about,
      questions: [
        {},
        ...(externalId === "" ? [] : [{ "sts:ExternalId": `${externalId}-of-another` }]),
      ].map((context) => toAssume(world, caller, role, trust, context)),
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
      questions: [otherRole, ...namedRoles(world)].map((other) =>
        toAssume(world, caller, other, trusting, secret),
      ),
    },
  ];
}

/** The trust policy of somebody else's role that lets the platform's account in. */
export function trustingPolicy({ partition, platform }: Scenario): PlacedPolicy {
  return {
    policy: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: accountRootArn(partition, platform.account) },
          Action: "sts:AssumeRole",
        },
      ],
    },
  };
}

/** The roles that documents name besides the import's. */
function namedRoles(world: World): readonly Role[] {
  return world.named.roles.map((arn) => {
    const { account = "", resource = "" } = parseArn(arn) ?? {};
    const path = resource.slice("role/".length);
    return { arn, account, path, name: roleName(path) };
  });
}
