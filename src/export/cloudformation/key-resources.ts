import { keyArn } from "#policy";
import type { KeyRollout } from "../rollout.ts";
import type { Parameter, Resource, Template } from "./template.ts";

/** What a key stack is made of, resource by resource. */
export interface KeyPart extends Omit<Template, "description"> {
  readonly logicalId: string;
  readonly type: "AWS::KMS::Key" | "AWS::KMS::ReplicaKey";
  readonly key: KeyRollout;
}

type GiveId = (prefix: string, name: string) => string;

const retained = { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" } as const;

/**
 * A key that is there already, as the template describes it after its import: its policy, and nothing else that an
 * update would change. `import-keys.sh` fills in the tags: an update would take away those that the template lacks.
 * Source: CloudFormation Template Reference, "AWS::KMS::Key" and "DeletionPolicy attribute".
 */
export function existingKey(partition: string, key: KeyRollout, giveId: GiveId): KeyPart {
  const logicalId = giveId(key.replicaOf ? "ReplicaKey" : "Key", nameOf(key));
  const primary = primaryOf(partition, key, logicalId, true);
  const type = key.replicaOf ? "AWS::KMS::ReplicaKey" : "AWS::KMS::Key";
  const Properties = {
    KeyPolicy: key.policy,
    ...(primary ? { PrimaryKeyArn: primary.arn } : kindOf(key)),
    Tags: [],
  };
  return {
    logicalId,
    type,
    key,
    parameters: primary?.parameters ?? {},
    resources: { [logicalId]: { Type: type, ...retained, Properties } },
    outputs: {},
  };
}

/**
 * A key to make, with the alias or tag that it is named by.
 * Source: CloudFormation Template Reference, "AWS::KMS::Key", "AWS::KMS::ReplicaKey" and "AWS::KMS::Alias".
 */
export function newKey(partition: string, key: KeyRollout, giveId: GiveId): KeyPart {
  const logicalId = giveId(key.replicaOf ? "ReplicaKey" : "Key", nameOf(key));
  const primary = primaryOf(partition, key, logicalId, false);
  const type = key.replicaOf ? "AWS::KMS::ReplicaKey" : "AWS::KMS::Key";
  const { naming } = key.key;
  const Properties = {
    KeyPolicy: key.policy,
    ...(primary
      ? { PrimaryKeyArn: primary.arn }
      : { KeySpec: "SYMMETRIC_DEFAULT", ...kindOf(key) }),
    ...(naming.by === "tag" ? { Tags: [{ Key: naming.tagKey, Value: naming.tagValue }] } : {}),
  };
  const own: Resource = { Type: type, ...retained, Properties };
  return {
    logicalId,
    type,
    key,
    parameters: primary?.parameters ?? {},
    resources: { [logicalId]: own, ...aliasOf(key, logicalId, giveId) },
    outputs: { [`${logicalId}Arn`]: { Value: { "Fn::GetAtt": [logicalId, "Arn"] } } },
  };
}

function aliasOf(
  { named }: KeyRollout,
  keyId: string,
  giveId: GiveId,
): Readonly<Record<string, Resource>> {
  if (named.by !== "alias") return {};
  const Properties = { AliasName: named.alias, TargetKeyId: { Ref: keyId } };
  return {
    [giveId("Alias", named.alias.replace(/^alias/, ""))]: {
      Type: "AWS::KMS::Alias",
      ...retained,
      Properties,
    },
  };
}

/** What can never be changed of a key. The defaults are left unsaid. */
function kindOf({ key }: KeyRollout): Readonly<Record<string, unknown>> {
  return {
    ...(key.origin === "imported" ? { Origin: "EXTERNAL" } : {}),
    ...(key.type === "multi-region" ? { MultiRegion: true } : {}),
  };
}

/** The primary of a replica: its ARN where the answers know it, a parameter where AWS gives or keeps it. */
function primaryOf(
  partition: string,
  { replicaOf, named, document, key }: KeyRollout,
  logicalId: string,
  exists: boolean,
): { arn: unknown; parameters: Readonly<Record<string, Parameter>> } | undefined {
  if (!replicaOf) return undefined;
  const { region } = replicaOf;
  if (exists && named.by === "arn")
    return { arn: keyArn(partition, region, document.account, named.keyId), parameters: {} };
  const id = `PrimaryOf${logicalId}`;
  const parameter: Parameter = {
    Type: "String",
    Description: `The ARN of the primary key in ${key.region}.`,
    AllowedPattern: "^arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{12}:key/mrk-[0-9a-f]+$",
  };
  return { arn: { Ref: id }, parameters: { [id]: parameter } };
}

function nameOf({ named, key }: KeyRollout): string {
  if (named.by === "arn") return named.keyId;
  if (named.by === "alias") return named.alias.replace(/^alias/, "");
  return key.naming.by === "tag" ? `Tagged${key.naming.tagKey}` : "";
}
