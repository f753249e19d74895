/** Whether a text is the id of an organization. Source: Organizations API Reference, "Organization" (Id). */
export function isOrganizationId(text: string): boolean {
  return /^o-[a-z0-9]{10,32}$/.test(text);
}

/** The name of the principal in an ARN, and its account. */
export function principalName(arn: string): { readonly name: string; readonly account: string } {
  const parts = parseArn(arn);
  if (!parts) return { name: arn, account: "" };
  const session = /^assumed-role\/(.+)$/.exec(parts.resource)?.[1];
  return { name: session ?? parts.resource.replace(/^.*\//, ""), account: parts.account };
}

/** The name of the role of a session (`assumed-role/ROLE/SESSION`); `undefined` if an ARN is not of a session. */
export function roleOfSession(arn: ArnParts | undefined): string | undefined {
  return arn?.service === "sts" ? /^assumed-role\/([^/]+)\//.exec(arn.resource)?.[1] : undefined;
}

/** The six parts of an ARN. Source: IAM User Guide, "Amazon Resource Names (ARNs)". */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the fifth colon, including further colons. */
  readonly resource: string;
}

/** The parts of an ARN or of a pattern of one. Returns `undefined` if the text is not `arn:` with six parts. */
export function parseArn(text: string): ArnParts | undefined {
  if (!text.startsWith("arn:")) return undefined;
  // Splitting makes lists that are thrown away: a large run reads millions of ARNs.
  const service = text.indexOf(":", 4) + 1;
  const region = text.indexOf(":", service) + 1;
  const account = text.indexOf(":", region) + 1;
  const resource = text.indexOf(":", account) + 1;
  if (service === 0 || region === 0 || account === 0 || resource === 0) return undefined;
  return {
    partition: text.slice(4, service - 1),
    service: text.slice(service, region - 1),
    region: text.slice(region, account - 1),
    account: text.slice(account, resource - 1),
    resource: text.slice(resource),
  };
}

/** The text of an ARN. */
export function formatArn(parts: ArnParts): string {
  return `arn:${parts.partition}:${parts.service}:${parts.region}:${parts.account}:${parts.resource}`;
}

declare const accountIdBrand: unique symbol;
/** Twelve digits. Only `accountId` creates it. */
export type AccountId = string & { readonly [accountIdBrand]: true };

/** The account id in a text: exactly twelve digits, without dashes and spaces. Returns `undefined` for other texts. */
export function accountId(text: string): AccountId | undefined {
  // A regular expression costs more: a run reads millions of texts.
  if (text.length !== 12) return undefined;
  for (let at = 0; at < 12; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return undefined;
  }
  return text as AccountId;
}

/** The ARN of an account's root, which stands for the account in a policy. */
export function accountRootArn(partition: string, account: string): string {
  return `arn:${partition}:iam::${account}:root`;
}

/** The ARN of a role. `role` is its name, with its path if it has one (`team/CadoResponseRole`). */
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

/** The partition of an ARN; `aws` for a text that is none. */
export function partitionOfArn(text: string): string {
  return parseArn(text)?.partition ?? "aws";
}
