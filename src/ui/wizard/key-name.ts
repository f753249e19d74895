import { awsManagedAlias, type Key } from "#scenario";

/** What a person calls the key. */
export function nameOfKey(key: Key): string {
  const { naming } = key;
  if (key.type === "aws-managed") return awsManagedAlias;
  if (naming.by === "alias") return naming.alias || "no alias yet";
  if (naming.by === "every") return "every key";
  if (naming.by === "tag") return `tag ${naming.tagKey}=${naming.tagValue}`;
  return naming.keyId || "no id yet";
}
