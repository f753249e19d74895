/**
 * AWS's limits, in characters unless the name says bytes.
 * Sources: IAM User Guide, "IAM and AWS STS quotas"; KMS Developer Guide, "Resource quotas".
 */
export const limits = {
  /** A managed policy, white space not counted. */
  managedPolicy: 6_144,
  /** All inline policies of one role together, white space not counted. */
  inlinePolicies: 10_240,
  /** A role's trust policy, white space not counted; with a raised quota up to `trustPolicyOnRequest`. */
  trustPolicy: 2_048,
  trustPolicyOnRequest: 4_096,
  /** A key policy in bytes, white space included. This limit cannot be raised. */
  keyPolicyBytes: 32_768,
  /** Managed policies attached to one role: the default, and the highest quota. */
  attachedPolicies: 10,
  attachedPoliciesOnRequest: 20,
  roleName: 64,
  alias: 256,
  aliasesPerKey: 50,
  grantsPerKey: 50_000,
} as const;

/**
 * The longest policy document that AWS's API accepts, white space included; longer texts are refused. Source: IAM API
 * Reference, "PolicyDetail" (PolicyDocument: maximum length of 131072).
 */
export const maximumDocumentLength = 131_072;
/** A policy has seven levels; the limit protects the stack against deeper documents. */
export const maximumDocumentDepth = 64;

/** The size of a policy as IAM counts it: characters without white space. */
export function sizeWithoutWhiteSpace(text: string): number {
  let size = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at += 1;
    // Almost all characters of a policy are ASCII. The regular expression is twenty times slower, so it is only for the
    // others.
    const isSpace = code < 0x80 ? code === 0x20 || (code >= 9 && code <= 13) : isWhiteSpace(code);
    if (!isSpace) size += 1;
  }
  return size;
}

const isWhiteSpace = (code: number): boolean => /\s/.test(String.fromCodePoint(code));

/** The size of a key policy as KMS counts it: bytes of UTF-8, white space included. */
export function sizeInBytes(text: string): number {
  let size = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return size;
}
