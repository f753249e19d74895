import type { Key } from "./scenario.ts";

/** What EBS uses where nobody chose a key. Source: EBS User Guide, "Amazon EBS encryption". */
export const awsManagedAlias = "alias/aws/ebs";

/** The alias that names the key, where it is named so. */
export function aliasOfKey(key: Key): string | undefined {
  if (key.type === "aws-managed") return awsManagedAlias;
  return key.naming.by === "alias" ? key.naming.alias : undefined;
}
