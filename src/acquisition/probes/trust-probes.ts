import { accountRootArn, parseArn, roleArn, roleName } from "#policy";
import type { Role, Scenario } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import type { PolicyReference } from "../documents/scenario-document.ts";
import { callerOf, toAssume } from "../requests/requests.ts";
import type { ProbePlan } from "./probe.ts";
import { administratorOf, elsewhere, namedCaller, strangerAccount } from "./users.ts";

/** Abuses of a target role's trust. */
export function trustProbes(
  index: DocumentIndex,
  platform: Role,
  role: Role,
): readonly ProbePlan[] {
  const { scenario } = index;
  const { externalId } = scenario.guards;
  const trust = index.trustPolicyOf(role);
  const secret: Record<string, string> = externalId === "" ? {} : { "sts:ExternalId": externalId };
  const id = `${role.account}/${role.path}`;
  const about = `${role.name} of account ${role.account}`;
  const strangers = [
    administratorOf(scenario, strangerAccount(scenario)),
    administratorOf(scenario, role.account),
    ...index.named.principals.map((arn) => namedCaller(scenario, arn)),
  ];
  const caller = callerOf(index, platform);
  const otherRole: Role = {
    account: role.account,
    path: "SomebodyElse",
    name: "SomebodyElse",
    arn: roleArn(scenario.partition, role.account, "SomebodyElse"),
  };
  const trusting = trustingPolicy(scenario);
  return [
    {
      kind: "stranger-assumes",
      of: id,
      title: "A stranger assumes the target role",
      about,
      checks: strangers.map((stranger) => toAssume(index, stranger, role, trust, secret)),
    },
    {
      kind: "other-role-assumes",
      of: id,
      title: "Another role of the platform’s account assumes the target role",
      about,
      checks: [toAssume(index, administratorOf(scenario, platform.account), role, trust, secret)],
    },
    {
      kind: "confused-deputy",
      of: id,
      title: "Somebody has the platform assume the role for them, without the external id",
      about,
      checks: [
        {},
        ...(externalId === "" ? [] : [{ "sts:ExternalId": `${externalId}-of-another` }]),
      ].map((context) => toAssume(index, caller, role, trust, context)),
      closedBy: ["external-id"],
    },
    {
      kind: "left-organization-assumes",
      of: id,
      title: "The platform’s account has left the organization and assumes the role",
      about,
      checks: [toAssume(index, { ...caller, organizationId: elsewhere }, role, trust, secret)],
      closedBy: ["organization-id"],
    },
    {
      kind: "assumes-other-role",
      of: id,
      title: `${platform.name} assumes another role that trusts its account`,
      about: `account ${role.account}`,
      checks: [otherRole, ...namedRoles(index)].map((other) =>
        toAssume(index, caller, other, trusting, secret),
      ),
    },
  ];
}

/** The trust policy of somebody else's role that lets the platform's account in. */
export function trustingPolicy({ partition, platform }: Scenario): PolicyReference {
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
function namedRoles(index: DocumentIndex): readonly Role[] {
  return index.named.roles.map((arn) => {
    const { account = "", resource = "" } = parseArn(arn) ?? {};
    const path = resource.slice("role/".length);
    return { arn, account, path, name: roleName(path) };
  });
}
