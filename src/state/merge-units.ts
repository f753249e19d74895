import { type Item, laidOutLike } from "./storage/sequence.ts";
import { pairs, type Unit } from "./units.ts";

/** Both sides changed the same unit differently. An empty text means that a side removed it. */
export interface Clash {
  readonly kind: "changed-both" | "removed-by-answers" | "removed-by-you";
  readonly name: string;
  readonly mine: string;
  readonly generated: string;
}

/** The user's units with the changes of the generated ones. */
export interface MergedUnits {
  /** In the user's order. An added unit comes after the unit that it follows in the generated text. */
  readonly items: readonly Item[];
  /** Whether `items` differ from `mine`. */
  readonly changed: boolean;
  readonly clashes: readonly Clash[];
}

/** The result for one of the user's units, and the generated unit that it corresponds to. */
interface Place {
  readonly item: Item;
  readonly own?: Unit;
  readonly next: Unit | undefined;
}

/**
 * Merges lists of units three ways. Units that the user did not edit follow the new answers; the user's changes, additions
 * and removals stay. If the answers changed the same unit differently, the user's version stays, with a conflict.
 */
export function mergeUnits(
  base: readonly Unit[],
  mine: readonly Unit[],
  next: readonly Unit[],
): MergedUnits {
  const mineOf = pairs(base, mine);
  const nextOf = pairs(base, next);
  const baseOf = new Map([...mineOf].map(([from, to]) => [to, from]));
  const fromBase = new Set(nextOf.values());
  const added = next.filter((unit) => !fromBase.has(unit));
  const alsoAdded = pairs(
    mine.filter((unit) => !baseOf.has(unit)),
    added,
  );
  const clashes: Clash[] = [];
  const places: Place[] = [];
  for (const own of mine) {
    const before = baseOf.get(own);
    const after = before ? nextOf.get(before) : alsoAdded.get(own);
    const untouched = before?.meaning === own.meaning;
    if (untouched && !after) continue;
    const follows = untouched && after && after.meaning !== own.meaning;
    const answersChanged = before?.meaning !== after?.meaning;
    if (!untouched && answersChanged && own.meaning !== after?.meaning && (before || after))
      clashes.push(clash(after ? "changed-both" : "removed-by-answers", before, own, after));
    places.push({ item: follows ? inPlaceOf(own, after) : own, own, next: after });
  }
  for (const before of base) {
    const after = nextOf.get(before);
    if (!mineOf.has(before) && after && after.meaning !== before.meaning)
      clashes.push(clash("removed-by-you", before, undefined, after));
  }
  const missing = new Set(added);
  for (const unit of alsoAdded.values()) missing.delete(unit);
  for (const unit of next)
    if (missing.has(unit))
      places.splice(placeFor(unit, next, places), 0, {
        item: laidOutLike(unit, mine[0]),
        next: unit,
      });
  const changed =
    places.length !== mine.length || places.some(({ item }, index) => item !== mine[index]);
  const spaceAtEnd = (mine.at(-1) ?? next.at(-1))?.after ?? "";
  return { items: changed ? closed(places, mine.at(-1), spaceAtEnd) : mine, changed, clashes };
}

function clash(
  kind: Clash["kind"],
  base: Unit | undefined,
  mine: Unit | undefined,
  next: Unit | undefined,
): Clash {
  const name = base?.name ?? mine?.name ?? next?.name ?? "";
  return { kind, name, mine: mine?.text ?? "", generated: next?.text ?? "" };
}

/** The items with the white space before the closing bracket after the last item. */
function closed(places: readonly Place[], formerlyLast: Unit | undefined, spaceAtEnd: string) {
  return places.map(({ item, own }, index) => {
    if (index === places.length - 1) return { ...item, after: spaceAtEnd };
    return own && own === formerlyLast ? { ...item, after: "" } : item;
  });
}

/** A generated unit that replaces one of the user's, with the white space around the user's unit. */
function inPlaceOf(own: Item, unit: Item): Item {
  return { before: own.before, text: laidOutLike(unit, own).text, after: own.after };
}

/** Where among `places` a new unit goes: after the nearest one that it follows in `next`, else before its successor. */
function placeFor(unit: Unit, next: readonly Unit[], places: readonly Place[]): number {
  const at = next.indexOf(unit);
  for (let before = at - 1; before >= 0; before -= 1) {
    const found = places.findIndex((place) => place.next === next[before]);
    if (found >= 0) return found + 1;
  }
  const after = places.findIndex(
    ({ next: other }) => other !== undefined && next.indexOf(other) > at,
  );
  return after >= 0 ? after : places.length;
}
