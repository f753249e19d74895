import { jsonOf, memberOf, parseDocument, type SyntaxNode } from "#policy";
import { type Item, itemsOf } from "./storage/sequence.ts";

/** A statement or a top-level member, with its meaning for comparisons. */
export interface Unit extends Item {
  /** Its name: the Sid of a statement, if any, or the name of a member. */
  readonly name: string | undefined;
  /** Its meaning: equal if the JSON is equal, except for white space and the order of members. */
  readonly meaning: string;
  /** A statement's meaning without its Sid, so that a renamed one is recognised. */
  readonly body: string;
}

/** The parts of a document for merging. */
export interface Parts {
  readonly tree: SyntaxNode;
  readonly members: readonly Unit[];
  /** `undefined` if `Statement` is missing or neither a list nor an object: it is then an ordinary member. */
  readonly statements?: readonly Unit[];
  /** The node of the statements: their list, or a single statement without a list. */
  readonly statementList?: SyntaxNode;
}

/** The parts of a document. Returns `undefined` if the text is not a JSON object. */
export function partsOf(text: string): Parts | undefined {
  const parsed = parseDocument(text);
  if (!parsed.ok) return undefined;
  const { tree } = parsed;
  const members = itemsOf(tree, text).map(memberUnit);
  const statement = memberOf(tree, "Statement");
  // The user must first correct a duplicate member; its statements cannot be distinguished.
  const twice = new Set(members.map(({ name }) => name)).size < members.length;
  if (!statement || twice || (statement.type !== "array" && statement.type !== "object"))
    return { tree, members };
  const items = statement.type === "array" ? itemsOf(statement, text) : [onlyItem(statement, text)];
  return { tree, members, statements: items.map(statementUnit), statementList: statement };
}

function onlyItem(node: SyntaxNode, text: string): Item {
  const own = text.slice(node.offset, node.offset + node.length);
  return { before: "", text: own, after: "", node };
}

function memberUnit(item: Item): Unit {
  const [name, value] = item.node?.children ?? [];
  const meaning = value ? meaningOf(jsonOf(value)) : "";
  // The meaning contains the name, so that members with the same value stay different.
  return { ...item, name: String(name?.value), meaning, body: `${name?.value} ${meaning}` };
}

function statementUnit(item: Item): Unit {
  const value = item.node ? jsonOf(item.node) : undefined;
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const { Sid: sid, ...rest } = isObject ? (value as Record<string, unknown>) : {};
  const meaning = meaningOf(value);
  return {
    ...item,
    name: typeof sid === "string" && sid !== "" ? sid : undefined,
    meaning,
    body: isObject ? meaningOf(rest) : meaning,
  };
}

/** The same text for the same JSON, whatever the order of members. */
function meaningOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}

/**
 * Matches the units of `ours` with those of `theirs`: first by name and meaning, then by name in order, then by the same
 * body with another name.
 */
export function pairs(ours: readonly Unit[], theirs: readonly Unit[]): ReadonlyMap<Unit, Unit> {
  const found = new Map<Unit, Unit>();
  const taken = new Set<Unit>();
  const rounds: readonly ((unit: Unit) => string | undefined)[] = [
    ({ name, meaning }) => JSON.stringify([name, meaning]),
    ({ name }) => name,
    ({ body }) => body,
  ];
  for (const key of rounds) {
    const waiting = new Map<string, Unit[]>();
    for (const unit of theirs) {
      const at = key(unit);
      if (at === undefined || taken.has(unit)) continue;
      const queue = waiting.get(at);
      if (queue) queue.push(unit);
      else waiting.set(at, [unit]);
    }
    for (const unit of ours) {
      const at = key(unit);
      if (at === undefined || found.has(unit)) continue;
      const partner = waiting.get(at)?.shift();
      if (!partner) continue;
      found.set(unit, partner);
      taken.add(partner);
    }
  }
  return found;
}
