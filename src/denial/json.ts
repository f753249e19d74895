/** A JSON object as it comes from outside: nothing is known of its members. */
export type Unknown = Readonly<Record<string, unknown>>;

/** The value where it is an object, else an empty one. */
export function objectOf(value: unknown): Unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Unknown)
    : {};
}

/** The text where the value is one that says something, bounded. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, 2_048) : undefined;
}

/** The texts of a list, bounded; none where it is no list. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.slice(0, 100).flatMap((one) => textOf(one) ?? []) : [];
}

/** The members of an object whose values are texts, bounded. */
export function pairsOf(value: unknown): readonly (readonly [string, string])[] {
  return Object.entries(objectOf(value))
    .slice(0, 100)
    .flatMap(([name, one]) => {
      const text = textOf(one);
      return text === undefined ? [] : [[name.slice(0, 256), text] as const];
    });
}

/** Every text anywhere in a value, in its order; the value's depth is bounded by whoever parsed it. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** The object or list that a text is, or nothing. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
