import { decidesEc2Calls, platformOwner, type Role, type Route } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import { type Part, platformPart } from "../parts.ts";
import { type Ec2Call, ec2Checks, ec2Resources, placeOfRole } from "../requests/ec2-requests.ts";
import { callerOf } from "../requests/requests.ts";
import type { ProbePlan } from "./probe.ts";
import { strangerAccount } from "./users.ts";

/**
 * Abuses of a role's permissions of EC2: to share data with strangers, and to put a tag on what exists, where other
 * permissions go by tags. None for a role of which EC2 calls are not judged.
 */
export function ec2Probes(index: DocumentIndex, part: Part): readonly ProbePlan[] {
  const isPlatform = part.id === platformPart;
  if (!decidesEc2Calls(index.scenario, isPlatform ? platformOwner : part.id)) return [];
  const [first] = part.routes;
  if (!first) return [];
  const role = isPlatform ? first.platform : first.assumed;
  return role
    ? probesOf(index, role, isPlatform ? platformRegions(index, part) : sourceRegions(part))
    : [];
}

/** Where the platform role acts: in its own region, and where it reads or copies itself. */
function platformRegions({ scenario }: DocumentIndex, { routes }: Part): readonly string[] {
  const acts = (route: Route) => [
    ...(route.actor === route.platform ? [route.source.region] : []),
    ...route.copies.flatMap(({ by, to }) => (by === route.platform ? [to.region] : [])),
    ...(route.ending.by === route.platform ? [route.ending.under.region] : []),
  ];
  return [...new Set([scenario.platform.region, ...routes.flatMap(acts)])];
}

function sourceRegions({ routes }: Part): readonly string[] {
  return [...new Set(routes.map(({ source }) => source.region))];
}

function probesOf(
  index: DocumentIndex,
  role: Role,
  regions: readonly string[],
): readonly ProbePlan[] {
  const { scenario } = index;
  const caller = callerOf(index, role);
  const checksOf = (callIn: (region: string) => readonly Ec2Call[]) =>
    regions.flatMap(callIn).flatMap((call) => ec2Checks(scenario, caller, role.account, call));
  const stranger = strangerAccount(scenario);
  const common = {
    of: `${role.account}/${role.path}`,
    about: `${role.name} in account ${role.account}`,
    actor: role.arn,
    closedBy: ["write-ec2" as const],
  };
  return [
    {
      ...common,
      kind: "share-with-stranger",
      title: "Share a snapshot with a stranger’s account, or with everyone",
      checks: checksOf((region) =>
        [{ "ec2:Add/userId": stranger }, { "ec2:Add/group": "all" }].map((context) => ({
          action: "ec2:ModifySnapshotAttribute",
          region,
          on: [ec2Resources.snapshot(placeOfRole(scenario, role, region))],
          context,
        })),
      ),
    },
    {
      ...common,
      kind: "tag-existing",
      title: "Tag a snapshot or volume that exists",
      checks: checksOf((region) => {
        const place = placeOfRole(scenario, role, region);
        const resources = [ec2Resources.snapshot(place), ec2Resources.sourceVolume(place)];
        return resources.map((resource) => ({
          action: "ec2:CreateTags",
          region,
          on: [resource],
        }));
      }),
    },
  ];
}
