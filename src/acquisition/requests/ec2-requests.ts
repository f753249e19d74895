import { formatArn, parseArn } from "#policy";
import { coreServices } from "#policy/services/core";
import type { Role, Scenario } from "#scenario";
import { type PolicyCheck, policyCheck } from "../decisions/policy-check.ts";
import {
  exampleInstance,
  exampleMadeVolume,
  exampleNewSnapshot,
  exampleNewVolume,
  exampleSnapshot,
  exampleVolume,
  exampleWorker,
} from "./example-ids.ts";
import type { Caller } from "./requests.ts";
import { organizationOfResource } from "./roles.ts";

type Context = Readonly<Record<string, string>>;

/** One resource of an EC2 or EBS call, with what is known of it. */
export interface Ec2Resource {
  /** In the user's words: “the new snapshot”. */
  readonly name: string;
  readonly arn: string;
  /** The account that owns it: a snapshot's ARN does not say it. */
  readonly owner: string;
  readonly context: Context;
}

/** One EC2 or EBS call. AWS decides it for each of its resources; a call without any requires `Resource: "*"`. */
export interface Ec2Call {
  /** `ec2:CreateSnapshot`. */
  readonly action: string;
  /** Where it is sent: a resource may lie in another region. */
  readonly region: string;
  readonly on: readonly Ec2Resource[];
  readonly context?: Context;
}

/**
 * Condition keys that a call of the import does not have: it copies to no Outpost, removes no permission, shares with
 * accounts only, and a tag call has `ec2:CreateAction` only if another call makes the resource.
 * Source: Service Authorization Reference, Amazon EC2 (condition keys).
 */
const absentKeys: readonly string[] = [
  "ec2:add/group",
  "ec2:add/userid",
  "ec2:createaction",
  "ec2:outpostarn",
  "ec2:remove/group",
  "ec2:remove/userid",
  "ec2:sourceoutpostarn",
];

/** Keys of the credentials that a role on an instance has. Source: IAM User Guide, "EC2 instance roles" (condition keys). */
const credentialKeys: readonly string[] = ["ec2:sourceinstancearn", "ec2:roledelivery"];

/**
 * The condition keys, in lower case, that a call of EC2 or EBS can have and of which the answers do not say the value:
 * tags, the size of a volume, the type of an instance. One that ends in a slash means the keys of every tag.
 */
export function unknownEc2Keys(action: string): readonly string[] {
  const keys = coreServices.serviceAction(action)?.conditionKeys ?? [];
  return [...keys.map((key) => key.toLowerCase().replace(/\$\{.*$/, "")), ...credentialKeys].filter(
    (key) => !absentKeys.includes(key),
  );
}

/** Whether an action is one of EC2 or EBS. */
export function isEc2Action(action: string): boolean {
  return /^(ec2|ebs):/i.test(action);
}

/**
 * All resources of the kind, account and region of one: each import has another volume, snapshot and instance. Any other
 * text stays as it is.
 */
export function everyOfKind(resource: string): string {
  const arn = parseArn(resource);
  return arn?.service === "ec2"
    ? formatArn({ ...arn, resource: arn.resource.replace(/\/.*$/, "/*") })
    : resource;
}

/** The checks whether a caller may make a call: one for each resource. */
export function ec2Checks(
  scenario: Scenario,
  caller: Caller,
  account: string,
  { action, region, on, context }: Ec2Call,
): readonly PolicyCheck[] {
  const resources: readonly Partial<Ec2Resource>[] = on.length > 0 ? on : [{}];
  const unknownKeys = unknownEc2Keys(action);
  return resources.map(({ arn = "*", owner = account, context: own }) =>
    policyCheck(
      {
        principal: caller.arn,
        action,
        resource: arn,
        // The identity policy alone decides, also about a snapshot that another account shares.
        resourceAccount: account,
        context: {
          "aws:RequestedRegion": region,
          ...(action.startsWith("ec2:") ? { "ec2:Region": region } : {}),
          ...(arn === "*"
            ? {}
            : { "aws:ResourceAccount": owner, ...organizationOfResource(scenario, owner) }),
          ...own,
          ...context,
          "aws:SecureTransport": "true",
          ...(caller.organizationId === undefined
            ? {}
            : { "aws:PrincipalOrgID": caller.organizationId }),
        },
      },
      { identityPolicies: caller.identityPolicies, unknownKeys },
      caller.authorizer,
    ),
  );
}

/** Where a resource lies. */
interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** The resources of an import. Source of the ARNs: Service Authorization Reference, Amazon EC2 (resource types). */
export const ec2Resources = {
  /** The volume of the instance that is imported. */
  sourceVolume: (place: Place): Ec2Resource => ({
    name: "the volume",
    arn: volumeArn(place, exampleVolume),
    owner: place.account,
    context: { "ec2:Encrypted": "true", "ec2:VolumeID": exampleVolume },
  }),
  sourceInstance: (place: Place): Ec2Resource => ({
    name: "the instance",
    arn: instanceArn(place, exampleInstance),
    owner: place.account,
    context: { "ec2:InstanceID": exampleInstance },
  }),
  /** A snapshot that the call makes. */
  newSnapshot: (place: Place): Ec2Resource => ({
    name: "the new snapshot",
    arn: snapshotArn(place, exampleNewSnapshot),
    owner: place.account,
    context: {},
  }),
  /** A snapshot that is there already. */
  snapshot: (place: Place): Ec2Resource => ({
    name: "the snapshot",
    arn: snapshotArn(place, exampleSnapshot),
    owner: place.account,
    context: { "ec2:Owner": place.account },
  }),
  /** The volume that a call makes from the snapshot. */
  madeVolume: (place: Place): Ec2Resource => newVolume(place, exampleMadeVolume),
  /** The same, once it is there. */
  newVolume: (place: Place): Ec2Resource => newVolume(place, exampleNewVolume),
  /** The instance that the volume is attached to. */
  worker: (place: Place): Ec2Resource => ({
    name: "the worker",
    arn: instanceArn(place, exampleWorker),
    owner: place.account,
    context: {},
  }),
};

function newVolume(place: Place, id: string): Ec2Resource {
  return {
    name: "the new volume",
    arn: volumeArn(place, id),
    owner: place.account,
    context: { "ec2:Encrypted": "true" },
  };
}

/** Where a role makes resources. */
export function placeOfRole({ partition }: Scenario, { account }: Role, region: string): Place {
  return { partition, account, region };
}

/** A snapshot's ARN has no account. */
function snapshotArn({ partition, region }: Place, id: string): string {
  return `arn:${partition}:ec2:${region}::snapshot/${id}`;
}

function volumeArn({ partition, account, region }: Place, id: string): string {
  return `arn:${partition}:ec2:${region}:${account}:volume/${id}`;
}

function instanceArn({ partition, account, region }: Place, id: string): string {
  return `arn:${partition}:ec2:${region}:${account}:instance/${id}`;
}
