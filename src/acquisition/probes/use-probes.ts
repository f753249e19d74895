import { formatArn, parseArn } from "#policy";
import type { DocumentIndex } from "../documents/document-index.ts";
import { exampleVolume } from "../requests/example-ids.ts";
import {
  foreignAlias,
  leavingItTo,
  neighbourKey,
  platformKey,
  type RequestedKey,
} from "../requests/requested-key.ts";
import {
  type CallOptions,
  callerOf,
  grantThroughEc2,
  onKey,
  onKeyEach,
  throughEc2,
} from "../requests/requests.ts";
import type { ProbePlan } from "./probe.ts";
import type { KeyUser } from "./users.ts";

/** The calls that make use of a key. */
export const useCalls = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/** Why an abuse of an AWS managed key cannot be refused. Source: facts §3.12. */
export const awsWritesThePolicy =
  "AWS writes the policy of alias/aws/ebs: it lets every role of the account use the key through EC2. Use a customer managed key to narrow this.";

/** Abuses of a role's right to use a key. */
export function useProbes(
  index: DocumentIndex,
  user: KeyUser,
  otherRegion: string,
): readonly ProbePlan[] {
  const { role, key, sourceKey } = user;
  const caller = callerOf(index, role);
  const about = `${role.name} on ${key.name} in ${key.region}`;
  const managed = sourceKey?.type === "aws-managed";
  const tried = (subject: RequestedKey, options: CallOptions) =>
    onKeyEach(caller, useCalls, subject, options);
  const everyCall = (subject: RequestedKey) => [
    ...tried(subject, throughEc2),
    onKey(caller, "kms:DescribeKey", subject),
    onKey(caller, "kms:CreateGrant", subject, grantThroughEc2(["Decrypt"])),
  ];
  const probe = (
    kind: string,
    plan: Omit<ProbePlan, "kind" | "of" | "about" | "key">,
  ): ProbePlan => ({
    kind,
    of: user.id,
    about,
    actor: role.arn,
    ...(sourceKey ? { key: sourceKey } : {}),
    ...plan,
  });
  const other = otherKey(index, user);
  return [
    probe("direct-use", {
      title: "Use the key directly, not through EC2",
      checks: tried(key, { ebsId: exampleVolume }),
      closedBy: ["via-service"],
    }),
    probe("other-service", {
      title: "Use the key through another service",
      checks: ["s3", "rds", ...index.named.services].flatMap((service) =>
        tried(key, { ...throughEc2, service }),
      ),
      closedBy: ["via-service"],
    }),
    probe("no-encryption-context", {
      title: "Use the key for something that is no EBS volume",
      checks: tried(key, { service: "ec2" }),
      closedBy: ["encryption-context"],
      ...(managed ? { known: awsWritesThePolicy } : {}),
    }),
    probe("other-key", {
      title: "Use another key of the account",
      checks: [other, ...namedKeys(index, user, other)].flatMap(everyCall),
      closedBy: ["name-keys"],
    }),
    probe("other-region", {
      title: `Use the key in a region that is not part of the import, such as ${otherRegion}`,
      checks: [otherRegion, ...index.named.regions].flatMap((region) =>
        everyCall(leavingItTo(index, inRegion(key, region), role)),
      ),
    }),
    probe("manage-key", {
      title: "Change the key’s policy, disable it, or delete it",
      checks: ["kms:PutKeyPolicy", "kms:DisableKey"]
        .concat(user.sourceKey ? ["kms:ScheduleKeyDeletion"] : [])
        .map((call) => onKey(caller, call, key)),
    }),
  ];
}

/** Another key, whose policy lets the role's own policies decide: only they can hold it back. */
function otherKey(index: DocumentIndex, { route, role, key, sourceKey }: KeyUser): RequestedKey {
  const multiRegion = route.temporaryKeyRegions.length > 1;
  const other = sourceKey
    ? neighbourKey(index, route.source, key.region)
    : platformKey(index, key.region, [foreignAlias(index.scenario)], multiRegion);
  return leavingItTo(index, other, role);
}

/** The keys that documents name besides the import's, in this key's region or another. */
function namedKeys(
  index: DocumentIndex,
  { role }: KeyUser,
  like: RequestedKey,
): readonly RequestedKey[] {
  return index.named.keys.map((arn) => {
    const { account = "", region = "" } = parseArn(arn) ?? {};
    return leavingItTo(index, { ...like, arn, account, region }, role);
  });
}

function inRegion(key: RequestedKey, region: string): RequestedKey {
  const arn = parseArn(key.arn);
  return { ...key, region, arn: arn ? formatArn({ ...arn, region }) : key.arn };
}
