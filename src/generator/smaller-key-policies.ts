import { limits, sizeInBytes } from "#policy";
import { keyDocumentId, type Scenario, sourcesOf, withKey } from "#scenario";
import { generate } from "./generate.ts";
import type { PastLimit } from "./past-limits.ts";

/** What the key policies that exceed the limit of KMS would be with the same administrators, or none, for each of their keys. */
export interface SmallerKeyPolicies {
  /** The answers with these administrators. */
  readonly scenario: Scenario;
  /** How many bytes the largest of the key policies has then. */
  readonly bytes: number;
  readonly fits: boolean;
}

/** The ids of the keys with more than one administrator of which a key policy exceeds the limit of KMS. */
export function keysWithManyAdministrators(
  scenario: Scenario,
  past: readonly PastLimit[],
): readonly string[] {
  const tooLarge = new Set(
    past.flatMap(({ what, documentId }) => (what === "key-policy" ? [documentId] : [])),
  );
  if (tooLarge.size === 0) return [];
  const keys = sourcesOf(scenario).flatMap((source) =>
    tooLarge.has(keyDocumentId(source)) && source.key.administrators.length > 1
      ? [source.key.id]
      : [],
  );
  return [...new Set(keys)];
}

/** Replaces the administrators of keys, and says how large their policies are then. */
export function withAdministrators(
  scenario: Scenario,
  keyIds: readonly string[],
  administrators: readonly string[],
): SmallerKeyPolicies {
  const changed = keyIds.reduce(
    (before, id) => withKey(before, id, (key) => ({ ...key, administrators })),
    scenario,
  );
  // Other accounts' documents are not needed for the sizes.
  const affected = {
    ...changed,
    targets: changed.targets.filter(({ keys }) => keys.some(({ id }) => keyIds.includes(id))),
  };
  const ids = new Set(
    sourcesOf(affected).flatMap((source) =>
      keyIds.includes(source.key.id) ? [keyDocumentId(source)] : [],
    ),
  );
  const sizes = generate(affected).flatMap(({ id, text }) =>
    ids.has(id) ? [sizeInBytes(text)] : [],
  );
  const bytes = Math.max(0, ...sizes);
  return { scenario: changed, bytes, fits: bytes <= limits.keyPolicyBytes };
}
