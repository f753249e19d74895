/** An element or its `Not…` twin, before anything reads the value. */
export interface GivenElement {
  readonly negated: boolean;
  readonly value: unknown;
}

/** An element that cannot be read, with the reason why. */
export interface Unreadable {
  readonly kind: "unreadable";
  readonly problem: string;
}

/** An element as read; `T` has the kind `given`. */
export type ReadElement<T> = { readonly kind: "absent" } | Unreadable | T;

const absent = { kind: "absent" } as const;

/** Reads an element or its negation; both together are unreadable. */
export function readElement<T>(
  value: unknown,
  negation: unknown,
  read: (given: GivenElement) => T | Unreadable,
): ReadElement<T> {
  if (value === undefined)
    return negation === undefined ? absent : read({ negated: true, value: negation });
  if (value === overlong) return unreadable("the document is longer than any that AWS takes");
  if (negation !== undefined) return unreadable("the element and its negation stand together");
  return read({ negated: false, value });
}

/**
 * The texts of an element: one, or a list of them. An empty list names nothing; an empty `Not…` list would name
 * everything, which nobody means: it is unreadable.
 */
export function readTexts({ negated, value }: GivenElement): readonly string[] | Unreadable {
  const texts = textList(value);
  if (!texts) return unreadable("it is neither a text nor a list of texts");
  return negated && texts.length === 0 ? unreadable("its list is empty") : texts;
}

/** Stands for the elements of a document that is longer than any that AWS takes. */
export const overlong: unique symbol = Symbol();

/** One text, or a list of nothing but texts; nothing for any other value. */
export function textList(value: unknown): readonly string[] | undefined {
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) return undefined;
  return value.every((entry) => typeof entry === "string") ? value : undefined;
}

/** An element that cannot be read, with the reason for the trace. */
export function unreadable(problem: string): Unreadable {
  return { kind: "unreadable", problem };
}
