/** What a statement has under a name and its `Not…` twin, before anything reads the value. */
export type RawElement =
  | { readonly kind: "absent" }
  | { readonly kind: "given"; readonly negated: boolean; readonly value: unknown }
  | { readonly kind: "unreadable"; readonly problem: string };

/** An element as read: absent, given, or unreadable with the reason why. */
export type ReadElement<T> =
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly problem: string }
  | ({ readonly kind: "given"; readonly negated: boolean } & T);

/** Takes an element or its negation from a statement; both together are unreadable. */
export function rawElement(statement: Readonly<Record<string, unknown>>, name: string): RawElement {
  const value = statement[name];
  const negation = statement[`Not${name}`];
  if (value !== undefined && negation !== undefined)
    return { kind: "unreadable", problem: `\`${name}\` and \`Not${name}\` stand together` };
  if (value !== undefined) return { kind: "given", negated: false, value };
  return negation === undefined
    ? { kind: "absent" }
    : { kind: "given", negated: true, value: negation };
}

/** The texts of an element: one, or a list of them; nothing for any other value. */
export function textList(value: unknown): readonly string[] | undefined {
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) return undefined;
  return value.every((entry) => typeof entry === "string") ? value : undefined;
}

/**
 * Reads an element that holds texts. An empty list names nothing; an empty `Not…` list would name everything, which
 * nobody means: it is unreadable.
 */
export function readTexts<T>(
  raw: RawElement,
  read: (texts: readonly string[]) => T | string,
): ReadElement<T> {
  if (raw.kind !== "given") return raw;
  const texts = textList(raw.value);
  if (!texts) return { kind: "unreadable", problem: "it is neither a text nor a list of texts" };
  if (raw.negated && texts.length === 0)
    return { kind: "unreadable", problem: "its list is empty" };
  const found = read(texts);
  if (typeof found === "string") return { kind: "unreadable", problem: found };
  return { kind: "given", negated: raw.negated, ...found };
}
