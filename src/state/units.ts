import { jsonOf, memberOf, parseDocument, type SyntaxNode } from "#policy";
import { type Item, itemsOf } from "./sequence.ts";

/** A statement or a top-level member, ready to be compared by meaning. */
export interface Unit extends Item {
  /** What it is called by: the Sid of a statement where it has one, the name of a member. */
  readonly name: string | undefined;
  /** Its meaning: equal exactly where the JSON says the same, white space and order of members aside. */
  readonly meaning: string;
  /** A statement's meaning without its Sid, so that a renamed one is recognised. */
  readonly body: string;
}

/** A document taken apart for merging. */
export interface Parts {
  readonly tree: SyntaxNode;
  readonly members: readonly Unit[];
  /** Nothing where `Statement` is missing or neither a list nor an object: then it is a member like any other. */
  readonly statements?: readonly Unit[];
  /** The node of the statements: their list, or the one statement that stands without. */
  readonly statementList?: SyntaxNode;
}

/** The parts of a document, or nothing where the text is not a JSON object. */
export function partsOf(text: string): Parts | undefined {
  const parsed = parseDocument(text);
  if (!parsed.ok) return undefined;
  const { tree } = parsed;
  const members = itemsOf(tree, text).map(memberUnit);
  const statement = memberOf(tree, "Statement");
  // A member named twice is the user's to repair first; its statements are not told apart.
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
  // With its name in it, so that a member is never taken for another one of the same value.
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
 * Which unit of `ours` is which of `theirs`: the same name and meaning first, then the same name in order, then the
 * same body under another name.
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
