/** The six parts of an ARN. Source: IAM User Guide, "Amazon Resource Names (ARNs)". */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All that follows the fifth colon, further colons included. */
  readonly resource: string;
}

/** The parts of an ARN, or nothing where the text is not `arn:` with six parts. Patterns split alike. */
export function parseArn(text: string): ArnParts | undefined {
  const parts = text.split(":");
  const [prefix, partition, service, region, account] = parts;
  if (prefix !== "arn" || parts.length < 6) return undefined;
  return {
    partition: partition ?? "",
    service: service ?? "",
    region: region ?? "",
    account: account ?? "",
    resource: parts.slice(5).join(":"),
  };
}

/** The text of an ARN. */
export function formatArn(parts: ArnParts): string {
  return `arn:${parts.partition}:${parts.service}:${parts.region}:${parts.account}:${parts.resource}`;
}

declare const accountIdBrand: unique symbol;
/** Twelve digits. Made only by `accountId`. */
export type AccountId = string & { readonly [accountIdBrand]: true };

/** The account id that a text is, or nothing: exactly twelve digits, no dashes or spaces. */
export function accountId(text: string): AccountId | undefined {
  return /^\d{12}$/.test(text) ? (text as AccountId) : undefined;
}

/** The ARN of an account's root, which in a policy stands for the account. */
export function accountRootArn(partition: string, account: string): string {
  return `arn:${partition}:iam::${account}:root`;
}

/** The ARN of a role; `role` is its name, with its path before it where it has one (`team/CadoResponseRole`). */
export function roleArn(partition: string, account: string, role: string): string {
  return `arn:${partition}:iam::${account}:role/${role}`;
}

/** The ARN of a KMS key. */
export function keyArn(partition: string, region: string, account: string, keyId: string): string {
  return `arn:${partition}:kms:${region}:${account}:key/${keyId}`;
}

/** The name of a role without its path. */
export function roleName(roleWithPath: string): string {
  return roleWithPath.slice(roleWithPath.lastIndexOf("/") + 1);
}
