import { decidesEc2Calls, platformOwner, type Route, snapshotsOf } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import {
  type Ec2Call,
  type Ec2Resource,
  ec2Checks,
  ec2Resources,
  placeOfRole,
} from "../requests/ec2-requests.ts";
import { callerOf } from "../requests/requests.ts";
import type { Asked, StepPlan } from "./step.ts";

const source =
  "Service Authorization Reference, Amazon EC2 and Amazon EBS; the vendor’s policies for EC2 imports";

const assumed =
  "the platform makes each call that the vendor’s policy for the method has (CreateSnapshots beside CreateSnapshot), tags each snapshot and volume as it makes it, and describes instances, volumes and snapshots; it deletes nothing in this run";

/**
 * A step with the EC2 and EBS calls that it makes: decided if the answers say that the role's policies are complete or
 * that Keyhole writes them, else only named as not judged.
 * Source of the calls: facts §12 (the vendor's published policies and the Service Authorization Reference).
 */
export function withEc2Calls(index: DocumentIndex, route: Route, plan: StepPlan): StepPlan {
  const calls = ec2CallsOf(index, route, plan);
  if (calls.length === 0) return plan;
  const { actor } = plan;
  const owner = actor.arn === route.platform.arn ? platformOwner : route.source.target.id;
  if (!decidesEc2Calls(index.scenario, owner))
    return { ...plan, callsElsewhere: [...new Set(calls.map(({ action }) => action))] };
  const caller = callerOf(index, actor);
  const asked = calls.flatMap((call) => {
    const checks = ec2Checks(index.scenario, caller, actor.account, call);
    return checks.map((check, at): Asked => ({ label: labelOf(call, at), check }));
  });
  return {
    ...plan,
    asked: [...asked, ...plan.asked],
    source: `${plan.source}; ${source}`,
    assumed: plan.assumed === undefined ? assumed : `${plan.assumed}; ${assumed}`,
  };
}

/** “CreateTags on the new snapshot, by CopySnapshot”. */
function labelOf({ action, on, context }: Ec2Call, at: number): string {
  const name = action.slice(action.indexOf(":") + 1);
  const by = context?.["ec2:CreateAction"];
  const account = context?.["ec2:Add/userId"];
  return [
    name,
    ...(on[at] ? [`on ${on[at].name}`] : []),
    ...(account === undefined ? [] : [`for account ${account}`]),
    ...(by === undefined ? [] : [`by ${by}`]),
  ].join(" ");
}

function ec2CallsOf(index: DocumentIndex, route: Route, plan: StepPlan): readonly Ec2Call[] {
  const { kind } = plan;
  if (kind === "snapshot") return takingSnapshot(index, route, plan);
  if (kind === "copy") return copying(index, route, plan);
  if (kind === "read-blocks") return readingBlocks(index, route, plan);
  if (kind === "create-volume") return creatingVolume(index, route, plan);
  return kind === "attach-volume" ? attachingVolume(index, plan) : [];
}

function takingSnapshot(
  { scenario }: DocumentIndex,
  route: Route,
  { actor, region }: StepPlan,
): readonly Ec2Call[] {
  const place = placeOfRole(scenario, actor, region);
  const volume = ec2Resources.sourceVolume(place);
  const made = { ...ec2Resources.newSnapshot(place), context: { "ec2:ParentVolume": volume.arn } };
  const instance = ec2Resources.sourceInstance(place);
  // The vendor's policy for EBS direct allows CreateSnapshot, the one for volumes CreateSnapshots as well.
  const ofInstance: readonly Ec2Call[] =
    route.ending.method === "ebs-direct"
      ? []
      : [
          { action: "ec2:CreateSnapshots", region, on: [instance, volume, made] },
          tagging(region, made, "CreateSnapshots"),
        ];
  return [
    describing("ec2:DescribeInstances", region),
    describing("ec2:DescribeVolumes", region),
    { action: "ec2:CreateSnapshot", region, on: [volume, made] },
    tagging(region, made, "CreateSnapshot"),
    ...ofInstance,
    describing("ec2:DescribeSnapshots", region),
    ...sharing(scenario.partition, route, 0),
  ];
}

function copying(
  { scenario }: DocumentIndex,
  route: Route,
  { id, actor, region }: StepPlan,
): readonly Ec2Call[] {
  const position = Number(id.slice("copy-".length));
  const from = snapshotsOf(route)[position - 1];
  if (!from) return [];
  const made = ec2Resources.newSnapshot(placeOfRole(scenario, actor, region));
  const copied = encrypted(ec2Resources.snapshot(placeOfRole(scenario, from.by, from.region)));
  return [
    {
      action: "ec2:CopySnapshot",
      region,
      on: [copied, encrypted(made)],
    },
    tagging(region, made, "CopySnapshot"),
    describing("ec2:DescribeSnapshots", region),
    ...sharing(scenario.partition, route, position),
  ];
}

function readingBlocks(
  { scenario }: DocumentIndex,
  route: Route,
  { region }: StepPlan,
): readonly Ec2Call[] {
  const last = snapshotsOf(route).at(-1);
  if (!last) return [];
  // EBS has no key for the owner of a snapshot.
  const snapshot = {
    ...ec2Resources.snapshot(placeOfRole(scenario, last.by, region)),
    context: {},
  };
  return ["ebs:ListSnapshotBlocks", "ebs:ListChangedBlocks", "ebs:GetSnapshotBlock"].map(
    (action) => ({ action, region, on: [snapshot] }),
  );
}

function creatingVolume(
  { scenario }: DocumentIndex,
  route: Route,
  { actor, region }: StepPlan,
): readonly Ec2Call[] {
  const last = snapshotsOf(route).at(-1);
  if (!last) return [];
  const snapshot = ec2Resources.snapshot(placeOfRole(scenario, last.by, region));
  const volume = ec2Resources.madeVolume(placeOfRole(scenario, actor, region));
  return [
    { action: "ec2:CreateVolume", region, on: [encrypted(snapshot), volume] },
    tagging(region, { ...volume, context: {} }, "CreateVolume"),
    describing("ec2:DescribeVolumes", region),
  ];
}

function attachingVolume(
  { scenario }: DocumentIndex,
  { actor, region }: StepPlan,
): readonly Ec2Call[] {
  const place = placeOfRole(scenario, actor, region);
  return [
    {
      action: "ec2:AttachVolume",
      region,
      on: [ec2Resources.newVolume(place), ec2Resources.worker(place)],
    },
  ];
}

function encrypted(resource: Ec2Resource): Ec2Resource {
  return { ...resource, context: { ...resource.context, "ec2:Encrypted": "true" } };
}

function describing(action: string, region: string): Ec2Call {
  return { action, region, on: [] };
}

/** Source: EC2 User Guide, "Grant permission to tag resources during creation" (`ec2:CreateAction`). */
function tagging(region: string, resource: Ec2Resource, by: string): Ec2Call {
  return {
    action: "ec2:CreateTags",
    region,
    on: [{ ...resource, context: {} }],
    context: { "ec2:CreateAction": by },
  };
}

/** A snapshot that a role of another account uses next is shared with that account. */
function sharing(partition: string, route: Route, position: number): readonly Ec2Call[] {
  const snapshot = snapshotsOf(route)[position];
  if (!snapshot?.sharedWith) return [];
  const { by, region, sharedWith } = snapshot;
  const place = { partition, account: by.account, region };
  return [
    {
      action: "ec2:ModifySnapshotAttribute",
      region,
      on: [ec2Resources.snapshot(place)],
      context: { "ec2:Add/userId": sharedWith },
    },
  ];
}
