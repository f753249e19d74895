import type { Key } from "./scenario.ts";

/**
 * The actions of a key's administrators: manage the key, but never use it and never create grants, which would allow
 * use. AWS's default uses wildcards that include CreateGrant.
 * Source: KMS Developer Guide, "Default key policy" (key administrators).
 */
export function administrationOf(key: Key): readonly string[] {
  return [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    ...(key.origin === "imported" ? ["kms:DeleteImportedKeyMaterial"] : []),
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:EnableKey",
    ...(key.origin === "kms" ? ["kms:EnableKeyRotation"] : []),
    "kms:GetKeyPolicy",
    ...(key.origin === "imported" ? ["kms:GetParametersForImport", "kms:ImportKeyMaterial"] : []),
    "kms:ListGrants",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    ...(key.type === "multi-region" ? ["kms:ReplicateKey"] : []),
    "kms:RevokeGrant",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
    ...(key.type === "multi-region" ? ["kms:UpdatePrimaryRegion"] : []),
  ];
}
