import { type Clash, mergeUnits } from "./merge-units.ts";
import { type Item, sequenceText } from "./storage/sequence.ts";
import { type Parts, partsOf, type Unit } from "./units.ts";

/** A text with the new answers, as far as they do not contradict the user's edits. */
export interface CarriedOver {
  readonly text: string;
  readonly clashes: readonly PlacedClash[];
  /** False if the text is not a JSON object: it is then unchanged. */
  readonly merged: boolean;
}

/** A conflict and its place: a statement by Sid, or a top-level member by name. */
export type PlacedClash = Clash & { readonly of: "statement" | "member" };

/**
 * Carries an edited document over to new answers, three ways: `base` is the generated text that the user edited into
 * `mine`, `next` the text that is generated now. It works statement by statement (by Sid, else by content) and member
 * by member on ranges of `mine`, so that unchanged parts keep their bytes. Never throws. It drops the user's text only
 * if the text has the same meaning as `base`.
 */
export function carryOver(base: string, mine: string, next: string): CarriedOver {
  if (base === next || mine === next) return { text: mine, clashes: [], merged: true };
  if (base === mine) return { text: next, clashes: [], merged: true };
  const own = partsOf(mine);
  const theirs = partsOf(next);
  if (!own || !theirs) return { text: mine, clashes: [], merged: false };
  // If `base` cannot be parsed, all of both sides counts as added.
  return mergeParts(partsOf(base) ?? { members: [] }, own, theirs, mine);
}

/** The place of a conflict, as the screen stores it. */
export interface ClashSide {
  readonly of: "statement" | "member";
  readonly name: string;
  readonly mine: string;
  readonly generated: string;
}

/**
 * The text with the generated version of one conflict, and nothing else changed. Returns `undefined` if the text is not a
 * JSON object.
 */
export function takeGenerated(mine: string, next: string, side: ClashSide): string | undefined {
  const own = partsOf(mine);
  const theirs = partsOf(next);
  if (!own || !theirs) return undefined;
  const swapped = (ours: readonly Unit[] = [], generated: readonly Unit[] = []) => {
    const kept = found(ours, side.name, side.mine);
    const offered = found(generated, side.name, side.generated);
    return [...generated.filter((unit) => unit !== offered), ...(kept ? [kept] : [])];
  };
  // The user's version is treated as the earlier generated one: it then counts as unedited and is replaced.
  const origin =
    side.of === "statement"
      ? { members: theirs.members, statements: swapped(own.statements, theirs.statements) }
      : { ...theirs, members: swapped(own.members, theirs.members) };
  return mergeParts(origin, own, theirs, mine).text;
}

/** The current versions of a conflict. Returns `undefined` if a text is not a JSON object. */
export function clashNow(
  mine: string,
  next: string,
  side: ClashSide,
): Pick<Clash, "kind" | "mine" | "generated"> | "agreed" | undefined {
  const own = partsOf(mine);
  const theirs = partsOf(next);
  if (!own || !theirs) return undefined;
  const units = (parts: Parts) => (side.of === "statement" ? parts.statements : parts.members);
  const kept = found(units(own), side.name, side.mine);
  const offered = found(units(theirs), side.name, side.generated);
  if (kept?.meaning === offered?.meaning) return "agreed";
  const kind = !kept ? "removed-by-you" : offered ? "changed-both" : "removed-by-answers";
  return { kind, mine: kept?.text ?? "", generated: offered?.text ?? "" };
}

/** The unit with this text, or else the unit with this name. */
function found(units: readonly Unit[] = [], name: string, text: string): Unit | undefined {
  const named = units.filter((unit) => unit.name === name);
  return named.find((unit) => unit.text === text) ?? named[0] ?? units.find((u) => u.text === text);
}

type Origin = Pick<Parts, "members" | "statements">;

function mergeParts(origin: Origin, own: Parts, theirs: Parts, text: string): CarriedOver {
  const apart = own.statements !== undefined && theirs.statements !== undefined;
  const statements = apart
    ? mergeUnits(origin.statements ?? [], own.statements, theirs.statements)
    : undefined;
  const [before, mine, after] = [origin, own, theirs].map((parts) =>
    apart ? parts.members.map(settledApart) : parts.members,
  ) as [readonly Unit[], readonly Unit[], readonly Unit[]];
  const members = mergeUnits(before, mine, after);
  const clashes = [
    ...members.clashes.map((clash) => ({ ...clash, of: "member" as const })),
    ...(statements?.clashes ?? []).map((clash) => ({ ...clash, of: "statement" as const })),
  ];
  if (!members.changed && !statements?.changed) return { text, clashes, merged: true };
  const list = statements?.changed ? listText(own, theirs, statements.items) : undefined;
  const items = members.items.map((item) =>
    list !== undefined && isStatementMember(item) ? withValue(item, list) : item,
  );
  const { offset, length } = own.tree;
  const whole = sequenceText("object", items);
  return {
    text: text.slice(0, offset) + whole + text.slice(offset + length),
    clashes,
    merged: true,
  };
}

/** Gives all members `Statement` the same meaning, because their statements are merged separately. */
function settledApart(member: Unit): Unit {
  return member.name === "Statement" ? { ...member, meaning: "apart", body: "apart" } : member;
}

const isStatementMember = (item: Item): boolean => item.node?.children?.[0]?.value === "Statement";

function listText(own: Parts, theirs: Parts, items: readonly Item[]): string {
  if (own.statementList?.type === "array") return sequenceText("array", items);
  // A single statement without a list becomes a list, formatted like the generated one.
  const before = theirs.statements?.[0]?.before ?? "";
  const after = theirs.statements?.at(-1)?.after ?? "";
  const laidOut = items.map((item, index) => ({
    ...item,
    before,
    after: index === items.length - 1 ? after : "",
  }));
  return sequenceText("array", laidOut);
}

/** A property with another value; name, colon and white space stay. */
function withValue(item: Item, value: string): Item {
  const old = item.node?.children?.[1];
  if (!item.node || !old) return item;
  const start = old.offset - item.node.offset;
  return {
    ...item,
    text: item.text.slice(0, start) + value + item.text.slice(start + old.length),
  };
}
