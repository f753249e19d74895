import type { Source } from "./sources.ts";

/** The owner of the platform role's documents; the owner of all others is the target's id. */
export const platformOwner = "platform";

// Links and stored work name documents by these ids: they must not change, and no code reads them back.

/** The id of an identity policy; `part` counts from 1, where a policy is split. */
export function identityDocumentId(owner: string, part: number): string {
  return part === 1 ? `${owner}/identity` : `${owner}/identity/${part}`;
}

/** The id of a target role's trust policy. */
export function trustDocumentId(owner: string): string {
  return `${owner}/trust`;
}

/** The id of the key policy of a source: its key's, or that of the key's replica in the source's region. */
export function keyDocumentId({
  target,
  key,
  region,
}: Pick<Source, "target" | "key" | "region">): string {
  return `${target.id}/${key.id}/${region === key.region ? "key" : `replica/${region}`}`;
}
