import type { Condition, Policy, Statement } from "#policy";
import { keyArn } from "#policy";
import type { Role } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import type { KeyUser } from "../probes/users.ts";
import { everyOfKind, isEc2Action } from "../requests/ec2-requests.ts";
import { askedInRun } from "../steps/run-acquisition.ts";

/** One request that a role makes in the import. */
export interface Need {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** No step is known to make it: the vendor documents that the role has it. */
  readonly documentedOnly: boolean;
}

/** What a role asks for in the run. A CreateGrant that the answers withhold is no need. */
export function needsOfRole(index: DocumentIndex, role: Role): readonly Need[] {
  return askedInRun(index).flatMap(({ plan, asked: { check, createGrant } }) => {
    const { principal, action, resource, context = {} } = check.request;
    if (principal !== role.arn || createGrant === "withhold") return [];
    return [{ action, resource, context, documentedOnly: plan.documentedOnly === true }];
  });
}

/**
 * What one import leaves open of a condition key, so that the next import may differ from the run's example. A key without
 * a rule has no condition: AWS or the service sets it and the role cannot choose it.
 */
interface Widening {
  readonly key: string;
  readonly operator: string;
  readonly widened: (value: readonly string[]) => readonly string[];
  readonly because: string;
  readonly source: string;
}

/** What EBS documents that its callers hold, without CreateGrant. Source: facts §2. */
const ebsGrantOperations = [
  "Decrypt",
  "DescribeKey",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
];

const same = (value: readonly string[]) => value;

/** The condition keys that bound a need, each with what the import leaves open of it. */
const widenings: readonly Widening[] = [
  {
    key: "kms:ViaService",
    operator: "StringEquals",
    widened: same,
    because: "the service and its region are the import’s",
    source: "KMS Developer Guide, “kms:ViaService”",
  },
  {
    key: "kms:EncryptionContext:aws:ebs:id",
    operator: "StringLike",
    widened: () => ["vol-*", "snap-*"],
    because: "each import has another volume and snapshot",
    source: "KMS Developer Guide, “How Amazon EBS uses AWS KMS”",
  },
  {
    key: "kms:GrantIsForAWSResource",
    operator: "Bool",
    widened: same,
    because: "EC2 makes the grant for its own resource",
    source: "EBS User Guide, “Amazon EBS encryption”",
  },
  {
    key: "kms:GrantOperations",
    operator: "ForAllValues:StringEquals",
    widened: () => ebsGrantOperations,
    because: "EBS documents these operations, and no source says which of them a grant has",
    source: "EBS User Guide, “Amazon EBS encryption”",
  },
  {
    key: "kms:ReplicaRegion",
    operator: "StringEquals",
    widened: same,
    because: "the replica is in the region of the source",
    source: "KMS Developer Guide, “Controlling access to multi-Region keys”",
  },
];

/** The requests on one resource as statements, each as wide as the import leaves it. */
export function needsPolicy(needs: readonly Need[], resource: string): Policy {
  return {
    Version: "2012-10-17",
    Statement: needs
      .filter((need) => need.resource === resource)
      .map(({ action, context }) => allow([action], "*", conditionOf(action, context))),
  };
}

function conditionOf(action: string, context: Need["context"]): Condition {
  // It returns no key material, EBS requires it of every user of an encrypted volume, and the platform calls it directly.
  // Source: EBS User Guide, “Amazon EBS encryption”; vendor templates.
  if (action === "kms:DescribeKey") return {};
  const condition: Condition = {};
  for (const { key, operator, widened } of widenings) {
    const value = context[key];
    if (value === undefined) continue;
    const values = [...widened([value].flat())];
    condition[operator] = { ...condition[operator], [key]: values };
  }
  return condition;
}

/**
 * The resources of the import as statements, for a question about all others. On a key of the import everything is
 * allowed, because a separate question decides what the role can do with it.
 */
export function knownResources(
  { scenario }: DocumentIndex,
  needs: readonly Need[],
  users: readonly KeyUser[],
): Policy {
  const { partition, platform } = scenario;
  const own = new Set(users.map(({ key }) => key.arn));
  const ofKeys = users.flatMap(({ key, sourceKey }): Statement[] => {
    const isNamed = sourceKey && sourceKey.type !== "aws-managed" && sourceKey.naming.by === "arn";
    if (isNamed) return [allow(["*"], key.arn)];
    const anyKey = keyArn(partition, key.region, key.account, "*");
    if (sourceKey) return [allow(["*"], anyKey, namedAs(key.properties))];
    // A temporary key may get a second alias: it can still be used then, but not deleted.
    const prefix = { "kms:ResourceAliases": `${platform.aliasPrefix}*` };
    const hasAlias = { "ForAnyValue:StringLike": prefix };
    const uses = needs.filter(({ action, resource }) => resource === key.arn && isUse(action));
    return [
      allow(["*"], anyKey, { ...hasAlias, "ForAllValues:StringLike": prefix }),
      ...uses.map(({ action, context }) =>
        allow([action], anyKey, { ...conditionOf(action, context), ...hasAlias }),
      ),
    ];
  });
  const ofOthers = needs
    .filter(({ action, resource }) => !own.has(resource) && !isEc2Action(action))
    .map(({ action, resource, context }): Statement => {
      // The answers have the prefix of a temporary key's alias, and the platform adds the rest.
      const [region, alias] = resource.split(":alias/");
      if (alias !== undefined) return allow([action], `${region}:${platform.aliasPrefix}*`);
      return allow([action], resource, action === "kms:CreateKey" ? newKey(context) : {});
    });
  return { Version: "2012-10-17", Statement: [...ofKeys, ...ofOthers, ...ec2Needs(needs)] };
}

/**
 * The calls of EC2 and EBS: each on every resource of the kinds and places that the run has, tied to the calls that make
 * a resource and to the accounts that it is shared with.
 */
function ec2Needs(needs: readonly Need[]): readonly Statement[] {
  const actions = new Set(needs.map(({ action }) => action).filter(isEc2Action));
  return [...actions].map((action) => {
    const own = needs.filter((need) => need.action === action);
    const resources = [...new Set(own.map(({ resource }) => everyOfKind(resource)))];
    const tied = ["ec2:CreateAction", "ec2:Add/userId"].flatMap((key): [string, string[]][] => {
      const values = own.flatMap(({ context }) => [context[key] ?? []].flat());
      return values.length === 0 ? [] : [[key, [...new Set(values)]]];
    });
    const condition: Condition =
      tied.length === 0 ? {} : { StringEquals: Object.fromEntries(tied) };
    return { ...allow([action], "*", condition), Resource: resources };
  });
}

/** Whether an action uses or describes a key, and does not manage it. */
function isUse(action: string): boolean {
  return /^kms:(?:DescribeKey|CreateGrant|Decrypt|Encrypt|GenerateDataKey|ReEncrypt)/.test(action);
}

/** How the answers name a key without its ARN. */
function namedAs(properties: Need["context"]): Condition {
  const aliases = "kms:ResourceAliases";
  const named = properties[aliases];
  if (named !== undefined) return { "ForAnyValue:StringEquals": { [aliases]: [named].flat() } };
  const tags = Object.entries(properties).filter(([key]) => key.startsWith("aws:ResourceTag/"));
  if (tags.length === 0) return {};
  return { StringEquals: Object.fromEntries(tags.map(([key, tag]) => [key, [tag].flat()])) };
}

/** A new key has no ARN yet: its region and kind are what the import fixes. */
function newKey(context: Need["context"]): Condition {
  const keys = ["aws:RequestedRegion", "kms:KeySpec", "kms:MultiRegion"];
  const fixed = keys.flatMap((key) => {
    const value = context[key];
    return value === undefined ? [] : [[key, [value].flat()] as const];
  });
  return { StringEquals: Object.fromEntries(fixed) };
}

function allow(Action: string[], Resource: string, condition: Condition = {}): Statement {
  const isBound = Object.keys(condition).length > 0;
  return { Effect: "Allow", Action, Resource, ...(isBound ? { Condition: condition } : {}) };
}
