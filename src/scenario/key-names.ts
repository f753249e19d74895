import type { Key } from "./scenario.ts";

/** The key that EBS uses by default. Source: EBS User Guide, "Amazon EBS encryption". */
export const awsManagedAlias = "alias/aws/ebs";

/** The alias that names the key, or `undefined` if it is named otherwise. */
export function aliasOfKey(key: Key): string | undefined {
  if (key.type === "aws-managed") return awsManagedAlias;
  return key.naming.by === "alias" ? key.naming.alias : undefined;
}

/** The display name of “every key” in a list of keys. */
export const everyKey = "every key";

/** What identifies the key in its account and region; empty while that is not answered. */
export function identityOfKey({ type, naming }: Key): string {
  if (type === "aws-managed") return awsManagedAlias;
  if (naming.by === "arn") return naming.keyId;
  if (naming.by === "alias") return naming.alias;
  return naming.by === "tag" ? naming.tagKey && `${naming.tagKey}=${naming.tagValue}` : everyKey;
}

/** The display name of the key. */
export function nameOfKey(key: Key): string {
  const { naming } = key;
  if (key.type === "aws-managed") return awsManagedAlias;
  if (naming.by === "alias") return naming.alias || "no alias yet";
  if (naming.by === "every") return everyKey;
  if (naming.by === "tag") return `tag ${naming.tagKey}=${naming.tagValue}`;
  return naming.keyId || "no id yet";
}
