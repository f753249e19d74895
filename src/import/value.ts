/** A JSON object as it comes from outside: nothing is known of its members. */
export type Members = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member of an object of its own; nothing where the value is no object. `__proto__` is a name like any other. */
export function memberIn(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function objectIn(value: unknown, name: string): Members {
  const member = memberIn(value, name);
  return isObject(member) ? member : {};
}

export function listIn(value: unknown, name: string): readonly unknown[] {
  const member = memberIn(value, name);
  return Array.isArray(member) ? member : [];
}

/** A text that says something and may stand in a title or an ARN: not empty, not endless. */
export function textIn(value: unknown, name: string): string | undefined {
  const member = memberIn(value, name);
  return typeof member === "string" && member !== "" && member.length <= 2_048 ? member : undefined;
}

/**
 * A text, or a number or flag as its text; `undefined` for any other value. `String()` would call what a stranger's value
 * has under `toString`.
 */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** `{ [name]: value }`, or nothing where there is no value: for optional members. */
export function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]: Value });
}
