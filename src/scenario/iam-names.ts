/**
 * Whether a text is the name of a role or user, with or without path, as IAM accepts it and without wildcards,
 * variables or quotes. Source: IAM User Guide, "IAM and AWS STS quotas" (name requirements).
 */
export function isIamPath(path: string): boolean {
  return path.length <= 575 && /^([\w+=,.@-]+\/)*[\w+=,.@-]+$/.test(path);
}
