/**
 * What AWS accepts, in characters unless it says bytes.
 * Sources: IAM User Guide, "IAM and AWS STS quotas"; KMS Developer Guide, "Resource quotas".
 */
export const limits = {
  /** A managed policy, white space not counted. */
  managedPolicy: 6_144,
  /** All inline policies of one role together, white space not counted. */
  inlinePolicies: 10_240,
  /** A role's trust policy, white space not counted; on request up to `trustPolicyOnRequest`. */
  trustPolicy: 2_048,
  trustPolicyOnRequest: 4_096,
  /** A key policy in bytes, white space included; cannot be raised. */
  keyPolicyBytes: 32_768,
  /** Managed policies attached to one role: by default, and at most on request. */
  attachedPolicies: 10,
  attachedPoliciesOnRequest: 20,
  roleName: 64,
  alias: 256,
  aliasesPerKey: 50,
  grantsPerKey: 50_000,
} as const;

/** Past this a document is not a policy: KMS refuses more than 32,768 bytes and IAM less still. */
export const maximumDocumentLength = 1_048_576;
/** A policy nests seven levels; a document from outside may not exhaust the stack. */
export const maximumDocumentDepth = 64;

/** The size of a policy as IAM counts it: characters without white space. */
export function sizeWithoutWhiteSpace(text: string): number {
  let size = 0;
  for (const character of text) if (!/\s/.test(character)) size += 1;
  return size;
}

/** The size of a key policy as KMS counts it: bytes of UTF-8, white space included. */
export function sizeInBytes(text: string): number {
  let size = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return size;
}
