import type { Condition } from "#policy";
import { ec2ViaService } from "#policy/kms";
import type { CreateGrantAnswer, Guards } from "#scenario";
import { distinct } from "./needs.ts";
import { oneOrList } from "./statement.ts";

/** The operations that EBS documents for its callers, except CreateGrant. No grant needs more (facts §2). */
export const ebsGrantOperations: readonly string[] = [
  "Decrypt",
  "DescribeKey",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
];

/** The conditions on cryptographic calls that come through EC2 in the given regions. */
export function conditionsOnUse(guards: Guards, regions: readonly string[]): Condition {
  return { ...throughEc2(guards, regions), ...forEbs(guards) };
}

/**
 * The conditions on CreateGrant; none for the answer “unrestricted”.
 * Source: EBS User Guide, "Amazon EBS encryption" (tip on kms:GrantIsForAWSResource).
 */
export function conditionsOnGrant(
  answer: CreateGrantAnswer,
  guards: Guards,
  regions: readonly string[],
): Condition {
  if (answer === "unrestricted") return {};
  return {
    Bool: { "kms:GrantIsForAWSResource": "true" },
    ...(guards.grantOperations
      ? { "ForAllValues:StringEquals": { "kms:GrantOperations": [...ebsGrantOperations] } }
      : {}),
    ...conditionsOnUse(guards, regions),
  };
}

/** The condition that the caller belongs to the organization, if that guard is set. */
export function organizationCondition(guards: Guards): Condition {
  if (guards.organizationId === "") return {};
  return { StringEquals: { "aws:PrincipalOrgID": guards.organizationId } };
}

function throughEc2(guards: Guards, regions: readonly string[]): Condition {
  if (!guards.viaService) return {};
  return { StringEquals: { "kms:ViaService": oneOrList(distinct(regions).map(ec2ViaService)) } };
}

/** The encryption context of EBS has the volume, or for copied snapshots the snapshot (facts §4). */
function forEbs(guards: Guards): Condition {
  if (!guards.encryptionContext) return {};
  return { StringLike: { "kms:EncryptionContext:aws:ebs:id": ["vol-*", "snap-*"] } };
}
