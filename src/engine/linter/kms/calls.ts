import { cryptographicOperations } from "#policy/kms";

/** What uses a key: the cryptographic operations, and CreateGrant, which can give them. */
export const useCalls: readonly string[] = [...cryptographicOperations, "CreateGrant"];

/** What EBS asks of a key. Source: EC2 User Guide, Amazon EBS encryption (permissions). */
export const ebsCalls: readonly string[] = [
  "CreateGrant",
  "Decrypt",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
];

export const aliasCalls: readonly string[] = ["CreateAlias", "UpdateAlias", "DeleteAlias"];

/** What can take a key away from its owner. */
export const adminCalls: readonly string[] = [
  "PutKeyPolicy",
  "ScheduleKeyDeletion",
  "DisableKey",
  "DeleteImportedKeyMaterial",
  "ReplicateKey",
  "UpdatePrimaryRegion",
];
