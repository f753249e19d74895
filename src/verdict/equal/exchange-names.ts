import { type AccountNames, word } from "./identifiers.ts";

/** Writes a value again with other names in the place of the names that it has. */
type Writer = (partners: ReadonlyMap<string, string>) => unknown;

/**
 * Exchanges the names of two accounts of equal form in every text of plain JSON. Each value is read once; texts and objects
 * without names stay the same objects. `owners` has every name that an account has.
 */
export function createExchange(
  owners: ReadonlyMap<string, unknown>,
): (one: AccountNames, other: AccountNames) => <Value>(value: Value) => Value {
  const writers = new WeakMap<object, Writer>();
  return (one, other) => {
    const partners = partnersOf(one, other);
    return <Value>(value: Value): Value => {
      if (typeof value !== "object" || value === null) return value;
      const write = writers.get(value) ?? writerOf(value, owners) ?? (() => value);
      writers.set(value, write);
      return write(partners) as Value;
    };
  };
}

/** Returns `undefined` if a value has no names: then it stays as it is. */
function writerOf(value: unknown, owners: ReadonlyMap<string, unknown>): Writer | undefined {
  if (typeof value === "string") return textWriter(value, owners);
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => [item, writerOf(item, owners)] as const);
    if (items.every(([, write]) => !write)) return undefined;
    return (partners) => items.map(([item, write]) => (write ? write(partners) : item));
  }
  const members = Object.entries(value).map(
    ([key, member]) =>
      [key, textWriter(key, owners), member as unknown, writerOf(member, owners)] as const,
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

function textWriter(text: string, owners: ReadonlyMap<string, unknown>): Writer | undefined {
  const pieces: string[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(word)) {
    if (!owners.has(found)) continue;
    pieces.push(text.slice(end, index), found);
    end = index + found.length;
  }
  if (pieces.length === 0) return undefined;
  const rest = text.slice(end);
  return (partners) => {
    let written = "";
    for (let at = 0; at < pieces.length; at += 2) {
      const name = pieces[at + 1] ?? "";
      written += (pieces[at] ?? "") + (partners.get(name) ?? name);
    }
    return written + rest;
  };
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
