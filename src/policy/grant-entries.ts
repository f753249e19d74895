/**
 * The entries in the output of `aws kms list-grants`, in their order and as they are: `undefined` if the text is none. Never
 * throws. Source: KMS API Reference, "ListGrants" (`Grants`).
 */
export function grantEntriesIn(text: string): readonly unknown[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
  const list = grantMember(value, "Grants") ?? value;
  return Array.isArray(list) ? list : undefined;
}

/** A member of an entry; `undefined` if the entry is no object or has it not. */
export function grantMember(entry: unknown, name: string): unknown {
  return typeof entry === "object" && entry !== null && Object.hasOwn(entry, name)
    ? (entry as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
