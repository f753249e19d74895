import { isRecord } from "../json.ts";

/** The condition keys of a request, found in any case. A value that is no text, number, boolean or list of them is absent. */
export class ContextReader {
  readonly #written: readonly string[];
  /** By index of the key: reading a list is faster than looking keys up by name. */
  readonly #values: readonly unknown[];
  /** The same keys in lower case. */
  #names: readonly string[] | undefined;
  readonly #lowerCase: (text: string) => string;

  constructor(context: unknown, lowerCase = inLowerCase) {
    this.#lowerCase = lowerCase;
    const raw = isRecord(context) ? context : {};
    this.#written = Object.keys(raw);
    this.#values = Object.values(raw);
  }

  /** The values of a key, given in lower case; nothing where the key is absent or an empty list. */
  valuesOf(name: string): readonly string[] | undefined {
    const index = this.names().indexOf(name);
    return index < 0 ? undefined : contextValues(this.#values[index]);
  }

  /** The first key, as it is written, whose value is neither a text nor a list of texts. */
  malformedKey(): string | undefined {
    const values = this.#values;
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index];
      if (typeof value === "string" || value === undefined) continue;
      if (!Array.isArray(value) || !value.every(isText)) return this.#written[index];
    }
    return undefined;
  }

  /** Every key in lower case, those with unreadable values included. */
  names(): readonly string[] {
    this.#names ??= this.#written.map(this.#lowerCase);
    return this.#names;
  }
}

/** The form in which condition keys, which have no case, are compared. */
export function inLowerCase(text: string): string {
  return text.toLowerCase();
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function contextValues(value: unknown): readonly string[] | undefined {
  if (typeof value === "string") return [value];
  if (typeof value === "number" || typeof value === "boolean") return [String(value)];
  if (!Array.isArray(value)) return undefined;
  if (value.every(isText)) return value.length > 0 ? value : undefined;
  const values = value.flatMap((entry) =>
    Array.isArray(entry) ? [] : (contextValues(entry) ?? []),
  );
  return values.length > 0 ? values : undefined;
}
