/** A JSON object from outside: its members are not checked. */
export type Members = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: no list, not `null`. */
export function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own member of an object, or `undefined`. `__proto__` is a name like any other. */
export function memberIn(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The object in a member; an empty one if the member is no object. */
export function objectIn(value: unknown, name: string): Members {
  const member = memberIn(value, name);
  return isObject(member) ? member : {};
}

/** The list in a member; an empty one if the member is no list. */
export function listIn(value: unknown, name: string): readonly unknown[] {
  const member = memberIn(value, name);
  return Array.isArray(member) ? member : [];
}

/** A text that fits into a title or an ARN: not empty, and not too long. */
export function textIn(value: unknown, name: string): string | undefined {
  const member = memberIn(value, name);
  return typeof member === "string" && member !== "" && member.length <= 2_048 ? member : undefined;
}

/**
 * A text, or a number or flag as text; otherwise `undefined`. `String()` would call a `toString` member of an untrusted
 * value.
 */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** `{ [name]: value }`, or `{}` without a value: for optional members. */
export function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]: Value });
}
