/**
 * Whether a text is a role's or user's name with its path before it, as IAM takes it and as a policy can hold it: no
 * wildcards, variables or quotes. Source: IAM User Guide, "IAM and AWS STS quotas" (name requirements).
 */
export function isIamPath(path: string): boolean {
  return path.length <= 575 && /^([\w+=,.@-]+\/)*[\w+=,.@-]+$/.test(path);
}
