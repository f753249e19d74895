import type { ExportedDocument } from "./exported-document.ts";

/** What an identity policy is called in AWS: `Keyhole-ROLE`, with its number where there are several. */
export function policyNameOf(role: string, part: ExportedDocument["part"]): string {
  const suffix = part ? `-${part.number}` : "";
  return `Keyhole-${role}`.slice(0, 128 - suffix.length) + suffix;
}
