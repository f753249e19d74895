/**
 * The calls that use key material. Source: KMS Developer Guide, "AWS KMS concepts" (cryptographic operations), with
 * ReEncrypt as the two actions that it is authorised by.
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
 * The actions that have an effect when given to another account; any other given so has none.
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

/** What a grant can allow. Source: KMS Developer Guide, "Grants in AWS KMS" (grant operations); API reference, CreateGrant. */
export const grantOperations: readonly string[] = [
  ...cryptographicOperations,
  "CreateGrant",
  "DescribeKey",
  "GetPublicKey",
  "RetireGrant",
];
