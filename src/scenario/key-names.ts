import type { Key } from "./scenario.ts";

/** What EBS uses where nobody chose a key. Source: EBS User Guide, "Amazon EBS encryption". */
export const awsManagedAlias = "alias/aws/ebs";

/** The alias that names the key, where it is named so. */
export function aliasOfKey(key: Key): string | undefined {
  if (key.type === "aws-managed") return awsManagedAlias;
  return key.naming.by === "alias" ? key.naming.alias : undefined;
}

/** What “every key” is called beside the names of single keys. */
export const everyKey = "every key";

/** What tells a key from the others of its account and region; nothing while that is not answered. */
export function identityOfKey({ type, naming }: Key): string {
  if (type === "aws-managed") return awsManagedAlias;
  if (naming.by === "arn") return naming.keyId;
  if (naming.by === "alias") return naming.alias;
  return naming.by === "tag" ? naming.tagKey && `${naming.tagKey}=${naming.tagValue}` : everyKey;
}

/** What a person calls the key. */
export function nameOfKey(key: Key): string {
  const { naming } = key;
  if (key.type === "aws-managed") return awsManagedAlias;
  if (naming.by === "alias") return naming.alias || "no alias yet";
  if (naming.by === "every") return everyKey;
  if (naming.by === "tag") return `tag ${naming.tagKey}=${naming.tagValue}`;
  return naming.keyId || "no id yet";
}
