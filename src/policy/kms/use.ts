/**
 * The actions that use key material. ReEncrypt is authorised as two actions. Source: KMS Developer Guide, "AWS KMS
 * concepts" (cryptographic operations).
 */
export const cryptographicOperations: readonly string[] = [
  "Decrypt",
  "DeriveSharedSecret",
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyPair",
  "GenerateDataKeyPairWithoutPlaintext",
  "GenerateDataKeyWithoutPlaintext",
  "GenerateMac",
  "ReEncryptFrom",
  "ReEncryptTo",
  "Sign",
  "Verify",
  "VerifyMac",
];

/**
 * The actions that can be allowed to another account; others have no effect there.
 * Source: KMS Developer Guide, "Allowing users in other accounts to use a KMS key".
 */
export const crossAccountActions: readonly string[] = [
  ...cryptographicOperations,
  "CreateGrant",
  "DescribeKey",
  "GetKeyRotationStatus",
  "GetPublicKey",
  "ListGrants",
  "RetireGrant",
  "RevokeGrant",
];

/**
 * The operations that a grant can allow. Source: KMS Developer Guide, "Grants in AWS KMS" (grant operations); API
 * Reference, CreateGrant.
 */
export const grantOperations: readonly string[] = [
  ...cryptographicOperations,
  "CreateGrant",
  "DescribeKey",
  "GetPublicKey",
  "RetireGrant",
];

/** What EBS asks of every user of an encrypted volume: KMS actions without their prefix. Source: facts §2. */
export const ebsCalls: readonly string[] = [
  "DescribeKey",
  "Decrypt",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
  "CreateGrant",
];
