import type { Condition } from "#policy";
import { type Role, type Route, type Scenario, snapshotsOf } from "#scenario";
import { distinct, groupBy } from "./needs.ts";
import { allOf, oneOrList, type ReasonedStatement } from "./statement.ts";

/** What the statements are for; each is one statement of a role. */
type Purpose =
  | "describe"
  | "take"
  | "take-together"
  | "tag"
  | "share"
  | "copy"
  | "read"
  | "create"
  | "attach";

/** What one role does with EC2 or EBS on one route. */
interface Ec2Use {
  readonly purpose: Purpose;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: Condition;
  /** The import step that needs it, in the user's words. */
  readonly step: string;
}

const reference = "Service Authorization Reference, Amazon EC2";

/** The Sid, reason and source of each statement. */
const about: Readonly<
  Record<Purpose, { readonly sid: string; readonly reason: string; readonly source: string }>
> = {
  describe: {
    sid: "DescribeForImport",
    reason:
      "The platform looks up the instance and its volumes, and waits until snapshots and volumes are ready. These calls have no resource, so they require Resource “*”.",
    source: `${reference}; the vendor’s policies for EC2 imports`,
  },
  take: {
    sid: "TakeSnapshots",
    reason:
      "EC2 checks a snapshot call on the volume and on the new snapshot. A snapshot’s ARN has no account; which instance is imported is not known beforehand.",
    source: reference,
  },
  "take-together": {
    sid: "TakeSnapshotsTogether",
    reason:
      "The vendor’s policy for volumes also allows the snapshots of all volumes of an instance at once. EC2 checks this call on the instance, too.",
    source: `${reference}; the vendor’s policies for EC2 imports`,
  },
  tag: {
    sid: "TagNewResources",
    reason:
      "The platform tags what it makes, in the call that makes it. ec2:CreateAction keeps it from tagging anything that exists, so no tag gives it other permissions.",
    source: "EC2 User Guide, “Grant permission to tag resources during creation”",
  },
  share: {
    sid: "ShareSnapshots",
    reason:
      "A snapshot is shared with the account of the role that uses it next, and with no other account.",
    source: "EBS User Guide, “Share an Amazon EBS snapshot”; Service Authorization Reference",
  },
  copy: {
    sid: "CopySnapshots",
    reason: "EC2 checks a copy on the source snapshot and on the new one, each in its region.",
    source: `${reference}; AWS Storage Blog, “Enhancing resource-level permissions for copying Amazon EBS snapshots”`,
  },
  read: {
    sid: "ReadSnapshotBlocks",
    reason: "The EBS direct APIs list and read the blocks of the snapshot; these three only read.",
    source: "EBS User Guide, “Control access to EBS direct APIs using IAM”",
  },
  create: {
    sid: "CreateVolumes",
    reason: "EC2 checks this call on the snapshot and on the new volume.",
    source: reference,
  },
  attach: {
    sid: "AttachVolumes",
    reason: "EC2 checks this call on the volume and on the worker that reads it.",
    source: reference,
  },
};

/**
 * The statements about EC2 and EBS of a role's identity policy, apart from those about KMS: what the routes call, on the
 * resources of their regions. Empty unless the answers ask for them.
 * Source of the calls: facts §12.
 */
export function ec2Statements(
  { partition, ec2Permissions }: Scenario,
  routes: readonly Route[],
  role: Role,
): readonly ReasonedStatement[] {
  if (ec2Permissions?.kind !== "written") return [];
  const uses = routes.flatMap((route) => usesOf(partition, route, role));
  const purposes = Object.keys(about) as Purpose[];
  return purposes.flatMap((purpose) =>
    groupBy(
      uses.filter((use) => use.purpose === purpose),
      // Only shares differ in what their condition asks for.
      ({ condition }) => (purpose === "share" ? JSON.stringify(condition) : ""),
    ).map((group) => statementFor(purpose, group)),
  );
}

function statementFor(purpose: Purpose, uses: readonly Ec2Use[]): ReasonedStatement {
  const { sid, reason, source } = about[purpose];
  const resources = distinct(uses.flatMap((use) => use.resources));
  return {
    statement: {
      Sid: sid,
      Effect: "Allow",
      Action: oneOrList(distinct(uses.flatMap(({ actions }) => actions))),
      Resource: resources.length === 0 ? "*" : oneOrList(resources),
      ...conditionOf(uses),
    },
    reason,
    serves: [...new Set(uses.map(({ step }) => step))],
    source,
  };
}

/** The conditions of some uses together: any of their values. */
function conditionOf(uses: readonly Ec2Use[]): { Condition?: Condition } {
  const values = new Map<string, string[]>();
  for (const { condition } of uses)
    for (const [key, value] of Object.entries(condition?.StringEquals ?? {}))
      values.set(key, [...(values.get(key) ?? []), String(value)]);
  if (values.size === 0) return {};
  return allOf({
    StringEquals: Object.fromEntries(
      [...values].map(([key, all]) => [key, oneOrList(distinct(all))]),
    ),
  });
}

function usesOf(partition: string, route: Route, role: Role): readonly Ec2Use[] {
  const { actor, copies, ending, source } = route;
  const isRole = (other: Role) => other.arn === role.arn;
  const own = (region: string, kind: "instance" | "volume") =>
    `arn:${partition}:ec2:${region}:${role.account}:${kind}/*`;
  const snapshots = (region: string) => `arn:${partition}:ec2:${region}::snapshot/*`;
  const tagged = (step: string, resource: string, by: string): Ec2Use => ({
    purpose: "tag",
    actions: ["ec2:CreateTags"],
    resources: [resource],
    condition: { StringEquals: { "ec2:CreateAction": by } },
    step,
  });
  const described = (step: string, ...actions: readonly string[]): Ec2Use => ({
    purpose: "describe",
    actions,
    resources: [],
    step,
  });
  const uses: Ec2Use[] = [];
  const { region } = source;
  if (isRole(actor)) {
    const step = "Take the snapshot";
    uses.push(
      described(step, "ec2:DescribeInstances", "ec2:DescribeSnapshots", "ec2:DescribeVolumes"),
      {
        purpose: "take",
        actions: ["ec2:CreateSnapshot"],
        resources: [own(region, "volume"), snapshots(region)],
        step,
      },
      tagged(step, snapshots(region), "CreateSnapshot"),
    );
    if (ending.method === "create-volume")
      uses.push(
        {
          purpose: "take-together",
          actions: ["ec2:CreateSnapshots"],
          resources: [own(region, "instance"), own(region, "volume"), snapshots(region)],
          step,
        },
        tagged(step, snapshots(region), "CreateSnapshots"),
      );
  }
  copies.forEach(({ by, from, to }) => {
    if (!isRole(by)) return;
    const step = "Copy the snapshot";
    uses.push(
      described(step, "ec2:DescribeSnapshots"),
      {
        purpose: "copy",
        actions: ["ec2:CopySnapshot"],
        resources: [snapshots(from.region), snapshots(to.region)],
        step,
      },
      tagged(step, snapshots(to.region), "CopySnapshot"),
    );
  });
  snapshotsOf(route).forEach(({ by, region: place, sharedWith }, position) => {
    if (sharedWith === undefined || !isRole(by)) return;
    uses.push({
      purpose: "share",
      actions: ["ec2:ModifySnapshotAttribute"],
      resources: [snapshots(place)],
      condition: { StringEquals: { "ec2:Add/userId": sharedWith } },
      step: position === 0 ? "Take the snapshot" : "Copy the snapshot",
    });
  });
  if (!isRole(ending.by)) return uses;
  const last = ending.under.region;
  if (ending.method === "ebs-direct")
    uses.push({
      purpose: "read",
      actions: ["ebs:GetSnapshotBlock", "ebs:ListChangedBlocks", "ebs:ListSnapshotBlocks"],
      resources: [snapshots(last)],
      step: "Read the blocks",
    });
  else
    uses.push(
      described("Create the volume", "ec2:DescribeVolumes"),
      {
        purpose: "create",
        actions: ["ec2:CreateVolume"],
        resources: [own(last, "volume"), snapshots(last)],
        step: "Create the volume",
      },
      tagged("Create the volume", own(last, "volume"), "CreateVolume"),
      {
        purpose: "attach",
        actions: ["ec2:AttachVolume"],
        resources: [own(last, "instance"), own(last, "volume")],
        step: "Attach the volume",
      },
    );
  return uses;
}
