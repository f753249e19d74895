import type { Condition, Policy, Statement } from "#policy";
import { ebsCalls } from "#policy/kms";
import { exampleVolume } from "../requests/example-ids.ts";

/** One call of a platform, with the calls to KMS behind it. */
export interface PlatformStep {
  readonly title: string;
  /** The call that leads to them: `ec2:CopySnapshot`. */
  readonly operation: string;
  /** KMS actions without their prefix. */
  readonly asks: readonly string[];
  /** The encryption context of the calls, empty if they have none: `{ "aws:ebs:id": "vol-…" }`. */
  readonly context: Readonly<Record<string, string>>;
  /** The service that calls KMS for the platform; left out if the platform calls KMS, or is a service. */
  readonly service?: string;
}

/** What a snapshot-based platform publishes about KMS, and what its steps ask of a key. */
export interface PublishedPlatform {
  readonly id: string;
  readonly name: string;
  readonly source: {
    /** The repository, or the page's title. */
    readonly where: string;
    readonly path: string;
    /** The commit or version that was read. */
    readonly version: string;
    /** The day on which it was read. */
    readonly read: string;
    /** Which statements about KMS it has besides, and why they are not audited. */
    readonly leftOut?: string;
  };
  /** Its role's statements about KMS, as published; placeholders are filled with example values. */
  readonly identity?: Policy;
  /** The key policy that it publishes. */
  readonly key?: Policy;
  /** Who makes the calls. */
  readonly caller: string;
  readonly steps: readonly PlatformStep[];
  /** The least that lets the same steps work, in the same documents. */
  readonly least: { readonly identity?: Policy; readonly key?: Policy };
}

export const keyAccount = "444455556666";
export const platformAccount = "111122223333";
export const keyRegion = "us-east-1";
export const keyInAudit = `arn:aws:kms:${keyRegion}:${keyAccount}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** The day on which the sources were read. */
export const read = "2026-11-28";
/** A role of the account that owns the key. */
export const ownRole = (name: string) => `arn:aws:iam::${keyAccount}:role/${name}`;
/** A role of the platform’s account. */
export const foreignRole = (name: string) => `arn:aws:iam::${platformAccount}:role/${name}`;
/** The root of an account. */
export const root = (account: string) => `arn:aws:iam::${account}:root`;
export const anyKey = "arn:aws:kms:*:*:key/*";

/** A policy of these statements. */
export const policy = (...Statement: Statement[]): Policy => ({ Version: "2012-10-17", Statement });
/** An Allow of an identity policy. */
export const allow = (
  Sid: string,
  Action: string | string[],
  Resource: string,
  condition?: Condition,
): Statement => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
  ...(condition ? { Condition: condition } : {}),
});
/** An Allow of a key policy. */
export const allowTo = (
  Sid: string,
  AWS: string | string[],
  Action: string | string[],
  condition?: Condition,
): Statement => ({ ...allow(Sid, Action, "*", condition), Principal: { AWS } });

/** The statement of a default key policy: IAM policies of the key's account decide. */
export const accountDecides = allowTo("Enable IAM User Permissions", root(keyAccount), "kms:*");

export const anyEc2 = { "kms:ViaService": "ec2.*.amazonaws.com" };
export const forAwsResources = { "kms:GrantIsForAWSResource": "true" };
/** The calls that most of them list together. */
export const encryptDecryptReEncrypt = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*"];

const throughEc2 = { "kms:ViaService": `ec2.${keyRegion}.amazonaws.com` };
export const ebsData = { "kms:EncryptionContext:aws:ebs:id": ["vol-*", "snap-*"] };
/** The least for some calls on one key, in the form of an identity policy (`principal` left out) or a key policy. */
export const least = (calls: readonly string[], principal?: string): Policy =>
  policy(...leastStatements(calls, principal));

/** The statements of `least`. */
export function leastStatements(calls: readonly string[], principal?: string): Statement[] {
  const to = (statement: Statement): Statement =>
    principal ? { ...statement, Resource: "*", Principal: { AWS: principal } } : statement;
  const used = calls.filter((call) => call !== "DescribeKey" && call !== "CreateGrant");
  const through: Condition = { StringEquals: throughEc2, StringLike: ebsData };
  return [
    ...(principal ? [accountDecides] : []),
    ...(calls.includes("DescribeKey")
      ? [to(allow("LookUpKey", "kms:DescribeKey", keyInAudit))]
      : []),
    ...(used.length > 0
      ? [
          to(
            allow(
              "UseKey",
              used.map((call) => `kms:${call}`),
              keyInAudit,
              through,
            ),
          ),
        ]
      : []),
    ...(calls.includes("CreateGrant")
      ? [
          to(
            allow("GrantForEbs", "kms:CreateGrant", keyInAudit, {
              ...through,
              Bool: forAwsResources,
              "ForAllValues:StringEquals": {
                "kms:GrantOperations": ebsCalls.filter((call) => call !== "CreateGrant"),
              },
            }),
          ),
        ]
      : []),
  ];
}

export const readShared = ["DescribeKey", "Decrypt", "ReEncryptFrom", "CreateGrant"];
/** A step that reaches KMS through EC2, about a volume. */
export const step = (title: string, operation: string, asks: readonly string[]): PlatformStep => ({
  title,
  operation,
  asks,
  context: { "aws:ebs:id": exampleVolume },
  service: "ec2",
});
export const copies = step("Copy a snapshot under the key", "ec2:CopySnapshot", ebsCalls);
export const copiesShared = step(
  "Copy a snapshot that is shared with it",
  "ec2:CopySnapshot",
  readShared,
);
export const readsBlocks = step("Read the blocks of a snapshot", "ebs:GetSnapshotBlock", [
  "Decrypt",
]);
