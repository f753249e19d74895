import { type AccountNames, word } from "./identifiers.ts";

/** Writes a value again with other names in the place of the names that it has. */
type Writer = (partners: ReadonlyMap<string, string>) => unknown;

/**
 * Exchanges the names of two accounts of equal form in every text of plain JSON. Each value is read once; texts and objects
 * without names stay the same objects. What a value has twice is written once: a run names the same roles and keys in
 * hundreds of requests, and a thousand accounts must fit into memory. `owners` has every name that an account has.
 */
export function createExchange(
  owners: ReadonlyMap<string, unknown>,
): (one: AccountNames, other: AccountNames) => <Value>(value: Value) => Value {
  const writers = new Writers(owners);
  return (one, other) => {
    const partners = partnersOf(one, other);
    return <Value>(value: Value): Value => {
      const write = writers.of(value);
      return write ? (write(partners) as Value) : value;
    };
  };
}

class Writers {
  readonly #owners: ReadonlyMap<string, unknown>;
  /** `undefined`: a value has no names and stays as it is. */
  readonly #ofObjects = new WeakMap<object, Writer | undefined>();
  readonly #ofTexts = new Map<string, Writer | undefined>();

  constructor(owners: ReadonlyMap<string, unknown>) {
    this.#owners = owners;
  }

  of(value: unknown): Writer | undefined {
    if (typeof value === "string") return remembered(this.#ofTexts, value, () => this.#text(value));
    if (typeof value !== "object" || value === null) return undefined;
    return remembered(this.#ofObjects, value, () =>
      Array.isArray(value) ? this.#list(value) : this.#object(value),
    );
  }

  #list(list: readonly unknown[]): Writer | undefined {
    const items = list.map((item) => [item, this.of(item)] as const);
    if (items.every(([, write]) => !write)) return undefined;
    return (partners) => items.map(([item, write]) => (write ? write(partners) : item));
  }

  #object(object: object): Writer | undefined {
    const members = Object.entries(object).map(
      ([key, member]) => [key, this.of(key), member as unknown, this.of(member)] as const,
    );
    if (members.every(([, ofKey, , write]) => !ofKey && !write)) return undefined;
    return (partners) =>
      Object.fromEntries(
        members.map(([key, ofKey, member, write]) => [
          ofKey ? ofKey(partners) : key,
          write ? write(partners) : member,
        ]),
      );
  }

  #text(text: string): Writer | undefined {
    /** Every second piece is a name. */
    const pieces: string[] = [];
    let end = 0;
    for (const { 0: found, index } of text.matchAll(word)) {
      if (!this.#owners.has(found)) continue;
      pieces.push(text.slice(end, index), found);
      end = index + found.length;
    }
    if (pieces.length === 0) return undefined;
    pieces.push(text.slice(end));
    // Joined, the text is one string; added up, it would keep all its pieces.
    return (partners) =>
      pieces.map((piece, at) => (at % 2 === 1 ? (partners.get(piece) ?? piece) : piece)).join("");
  }
}

interface Known<Key> {
  has(key: Key): boolean;
  get(key: Key): Writer | undefined;
  set(key: Key, write: Writer | undefined): unknown;
}

/** The writer of a value: made once, and what it wrote last is written again for the same names. */
function remembered<Key>(
  known: Known<Key>,
  key: Key,
  make: () => Writer | undefined,
): Writer | undefined {
  if (known.has(key)) return known.get(key);
  const write = make();
  let last: readonly [ReadonlyMap<string, string>, unknown] | undefined;
  const once: Writer | undefined =
    write &&
    ((partners) => {
      if (last?.[0] !== partners) last = [partners, write(partners)];
      return last[1];
    });
  known.set(key, once);
  return once;
}

function partnersOf(one: AccountNames, other: AccountNames): ReadonlyMap<string, string> {
  const byPlaceholder = new Map(
    [...other.placeholders].map(([name, placeholder]) => [placeholder, name]),
  );
  const partners = new Map<string, string>();
  for (const [name, placeholder] of one.placeholders) {
    const partner = byPlaceholder.get(placeholder);
    if (partner === undefined) continue;
    partners.set(name, partner);
    partners.set(partner, name);
  }
  return partners;
}
