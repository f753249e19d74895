import type { Key } from "./scenario.ts";

/**
 * What the administrators of a key do with it: manage the key, never use it, and never make grants, which would be
 * use by another name. AWS's own default names these by wildcards that take CreateGrant in.
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
