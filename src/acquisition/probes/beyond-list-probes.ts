import { formatArn, parseArn, roleArn } from "#policy";
import { type Role, type Route, regionsOfKey, type Scenario, targetRole } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import {
  commonProperty,
  leavingItTo,
  neighbourKey,
  type RequestedKey,
} from "../requests/requested-key.ts";
import {
  callerOf,
  grantThroughEc2,
  onKey,
  onKeyEach,
  throughEc2,
  toAssume,
} from "../requests/requests.ts";
import type { ProbePlan } from "./probe.ts";
import { trustingPolicy } from "./trust-probes.ts";
import { useCalls } from "./use-probes.ts";
import { elsewhere, strangerAccount } from "./users.ts";

/**
 * What the platform role reaches beyond the list where its policy names keys and roles of other accounts by what they
 * have in common. The other side lets it, as anybody's key policy or trust policy may: only its own policy can hold it.
 */
export function beyondListProbes(
  index: DocumentIndex,
  routes: readonly Route[],
): readonly ProbePlan[] {
  const { platformNaming } = index.scenario;
  const [first] = routes;
  if (!platformNaming || !first) return [];
  const others = routes.filter(
    ({ source, platform }) => source.target.account !== platform.account,
  );
  const roles = new Map(
    others.flatMap(({ assumed }) => (assumed ? [[assumed.path, assumed]] : [])),
  );
  const using = new Map(others.filter(usesTheKey).map((route) => [route.source.region, route]));
  return [
    ...[...roles.values()].flatMap((role) => roleProbes(index, first.platform, role)),
    ...[...using.values()].flatMap((route) => keyProbes(index, route)),
  ];
}

/** Whether the platform role itself uses the source key, not only the role that it assumes. */
function usesTheKey({ copies, platform }: Route): boolean {
  return copies.some(({ by, from }) => by === platform && from.key === "source");
}

function roleProbes(
  index: DocumentIndex,
  platform: Role,
  { path, name }: Role,
): readonly ProbePlan[] {
  const { scenario } = index;
  const account = strangerAccount(scenario);
  const role = { account, path, name, arn: roleArn(scenario.partition, account, path) };
  const tag = tagIn(scenario);
  const assume = (context: Record<string, string>) => [
    toAssume(index, callerOf(index, platform), role, trustingPolicy(scenario), context),
  ];
  const about = `${platform.name} on ${name}`;
  const which = tag ? `of that name and tag` : "of that name";
  return [
    ...(tag
      ? [
          {
            kind: "untagged-role",
            of: path,
            title:
              "Assume a role of that name without the tag, in an account that is not in the list",
            about,
            checks: assume(ownOrganization(scenario)),
          },
        ]
      : []),
    {
      kind: "unlisted-role",
      of: path,
      title: `Assume a role ${which} in an account of yours that is not in the list`,
      about,
      checks: assume({ ...tag, ...ownOrganization(scenario) }),
      closedBy: ["name-each"],
    },
    {
      kind: "stranger-role",
      of: path,
      title: `Assume a role ${which} in a stranger’s account`,
      about,
      checks: assume({ ...tag, "aws:ResourceOrgID": elsewhere }),
      closedBy: ["organization-id", "name-each"],
    },
  ];
}

function keyProbes(index: DocumentIndex, route: Route): readonly ProbePlan[] {
  const { scenario } = index;
  const { platform, source } = route;
  const caller = callerOf(index, platform);
  const neighbour = neighbourKey(index, source, source.region);
  const keyOf = (account: string, organization: Record<string, string>): RequestedKey => {
    const arn = parseArn(neighbour.arn);
    const { "aws:ResourceOrgID": _, ...properties } = neighbour.properties;
    return leavingItTo(
      index,
      {
        ...neighbour,
        account,
        arn: arn ? formatArn({ ...arn, account }) : neighbour.arn,
        properties: { ...properties, ...organization, ...commonProperty(scenario) },
      },
      platform,
    );
  };
  const use = (key: RequestedKey) => [
    ...onKeyEach(caller, useCalls, key, throughEc2),
    onKey(caller, "kms:DescribeKey", key),
    onKey(caller, "kms:CreateGrant", key, grantThroughEc2(["Decrypt"])),
  ];
  const own = ownOrganization(scenario);
  const about = `${platform.name} in ${source.region}`;
  const which = tagIn(scenario) ? "that has the tag" : "that has the alias prefix";
  return [
    {
      kind: "unlisted-key",
      of: source.region,
      title: `Use a key ${which} but is not in the list, in an account of yours`,
      about,
      checks: use(keyOf(source.target.account, own)),
      closedBy: ["name-each"],
    },
    {
      kind: "stranger-key",
      of: source.region,
      title: `Use a key ${which}, in a stranger’s account`,
      about,
      checks: use(keyOf(strangerAccount(scenario), { "aws:ResourceOrgID": elsewhere })),
      closedBy: ["organization-id", "name-each"],
    },
    ...(meansOwnKeys(scenario, source.region)
      ? []
      : [
          {
            kind: "platform-account-key",
            of: source.region,
            title: `Use a key ${which}, in the platform’s own account`,
            about,
            checks: use(keyOf(platform.account, own)),
          },
        ]),
  ];
}

/** Whether an answer of the platform's own account means such keys anyway: every key of the region, or the same tag. */
function meansOwnKeys(scenario: Scenario, region: string): boolean {
  const { platform, platformNaming: naming } = scenario;
  return scenario.targets.some(
    (target) =>
      target.account === platform.account &&
      !targetRole(scenario, target) &&
      target.keys.some(
        (key) =>
          key.type !== "aws-managed" &&
          regionsOfKey(key).includes(region) &&
          (key.naming.by === "every" ||
            (naming?.by === "tag" &&
              key.naming.by === "tag" &&
              key.naming.tagKey.toLowerCase() === naming.tagKey.toLowerCase())),
      ),
  );
}

function tagIn({ platformNaming: naming }: Scenario): Record<string, string> | undefined {
  return naming?.by === "tag"
    ? { [`aws:ResourceTag/${naming.tagKey}`]: naming.tagValue }
    : undefined;
}

function ownOrganization({ guards }: Scenario): Record<string, string> {
  return guards.organizationId === "" ? {} : { "aws:ResourceOrgID": guards.organizationId };
}
