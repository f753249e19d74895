import type { Key } from "./scenario.ts";

/** What EBS uses where nobody chose a key. Source: EBS User Guide, "Amazon EBS encryption". */
export const awsManagedAlias = "alias/aws/ebs";

/** The alias that names the key, where it is named so. */
export function aliasOfKey(key: Key): string | undefined {
  if (key.type === "aws-managed") return awsManagedAlias;
  return key.naming.by === "alias" ? key.naming.alias : undefined;
}

/** What a person calls the key. */
export function nameOfKey(key: Key): string {
  const { naming } = key;
  if (key.type === "aws-managed") return awsManagedAlias;
  if (naming.by === "alias") return naming.alias || "no alias yet";
  if (naming.by === "every") return "every key";
  if (naming.by === "tag") return `tag ${naming.tagKey}=${naming.tagValue}`;
  return naming.keyId || "no id yet";
}
