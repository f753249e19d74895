/** A JSON object from outside: its members are not checked. */
export type Unknown = Readonly<Record<string, unknown>>;

/** The value if it is an object, otherwise an empty object. */
export function objectOf(value: unknown): Unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Unknown)
    : {};
}

/** A non-empty text of bounded length, otherwise `undefined`. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, 2_048) : undefined;
}

/** The texts of a list, bounded; none if it is no list. */
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

/** The object or list in a JSON text, otherwise `undefined`. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
