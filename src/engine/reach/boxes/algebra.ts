import type { Budget } from "../budget.ts";
import type { Bits } from "./bits.ts";

/** One set of classes for each dimension: the requests whose classes are all in them. */
export type Box = readonly Bits[];

/** What two boxes have in common; nothing if that is empty. */
export function meet(one: Box, other: Box): Box | undefined {
  const common: Bits[] = new Array(one.length);
  for (let at = 0; at < one.length; at += 1) {
    const both = (one[at] as Bits) & (other[at] as Bits);
    if (both === 0n) return undefined;
    common[at] = both;
  }
  return common;
}

/** Whether two boxes have a request in common. */
export function meets(one: Box, other: Box): boolean {
  return one.every((bits, at) => (bits & (other[at] as Bits)) !== 0n);
}

/** Whether every request of the one is in the other. */
export function isWithin(one: Box, other: Box): boolean {
  return one.every((bits, at) => (bits & ~(other[at] as Bits)) === 0n);
}

/** Whether no request is in a box: one of its sets is empty. */
export function isEmpty(box: Box): boolean {
  return box.some((bits) => bits === 0n);
}

/** The box with another set in one dimension. */
export function withBits(box: Box, at: number, bits: Bits): Box {
  const changed = [...box];
  changed[at] = bits;
  return changed;
}

/**
 * Boxes that lie in `box` and outside all of the others, together everything that does; made one by one, so that a caller
 * stops at the first. Dimensions are split in the order of `order`. Ends early once the budget is spent.
 */
export function* outside(
  box: Box,
  others: readonly Box[],
  order: readonly number[],
  budget: Budget,
  from = 0,
): Generator<Box> {
  for (let at = from; at < others.length; at += 1) {
    if (!budget.spend()) return;
    const other = others[at] as Box;
    if (!meets(box, other)) continue;
    let rest = box;
    for (const dimension of order) {
      const here = rest[dimension] as Bits;
      const there = other[dimension] as Bits;
      const left = here & ~there;
      if (left === 0n) continue;
      yield* outside(withBits(rest, dimension, left), others, order, budget, at + 1);
      rest = withBits(rest, dimension, here & there);
    }
    return;
  }
  yield box;
}

/** Whether the others cover the box together. False once the budget is spent. */
export function isCovered(
  box: Box,
  others: readonly Box[],
  order: readonly number[],
  budget: Budget,
): boolean {
  for (const _ of outside(box, others, order, budget)) return false;
  return !budget.isSpent;
}

/** The boxes that no other one of the list contains. */
export function withoutContained(boxes: readonly Box[], budget: Budget): Box[] {
  const kept: Box[] = [];
  for (const box of boxes) {
    if (!budget.spend(kept.length)) return [...boxes];
    if (kept.some((one) => isWithin(box, one))) continue;
    for (let at = kept.length - 1; at >= 0; at -= 1)
      if (isWithin(kept[at] as Box, box)) kept.splice(at, 1);
    kept.push(box);
  }
  return kept;
}

/**
 * The same union in fewer and wider boxes. Two boxes that differ in one dimension become one; a box that lies within
 * another but for one dimension lends it what it has there; boxes that the others cover are left out.
 */
export function simplify(boxes: readonly Box[], order: readonly number[], budget: Budget): Box[] {
  let current = withoutContained(joinEqual(boxes, order), budget);
  for (let changed = true; changed && !budget.isSpent; ) {
    changed = false;
    for (let one = 0; one < current.length; one += 1)
      for (let other = 0; other < current.length; other += 1) {
        if (one === other || !budget.spend()) continue;
        const wider = widened(current[one] as Box, current[other] as Box);
        if (!wider) continue;
        current[one] = wider;
        changed = true;
      }
    if (changed) current = withoutContained(joinEqual(current, order), budget);
  }
  for (const box of current.toSorted(byWidth)) {
    const rest = current.filter((one) => one !== box);
    if (isCovered(box, rest, order, budget)) current = rest;
  }
  return current;
}

/** Boxes that are equal but for one dimension become one; dimension by dimension, as long as that joins any. */
function joinEqual(boxes: readonly Box[], order: readonly number[]): readonly Box[] {
  let current = boxes;
  for (let before = Number.POSITIVE_INFINITY; current.length < before; ) {
    before = current.length;
    for (const dimension of order) {
      if (current.length < 2) return current;
      const joined = new Map<string, Box>();
      for (const box of current) {
        const key = withBits(box, dimension, 0n).join();
        const known = joined.get(key);
        const bits = (known?.[dimension] ?? 0n) | (box[dimension] ?? 0n);
        joined.set(key, withBits(box, dimension, bits));
      }
      current = [...joined.values()];
    }
  }
  return current;
}

/** The first box with what the second has in the one dimension in which the first does not fit into it; else nothing. */
function widened(box: Box, by: Box): Box | undefined {
  let differing = -1;
  for (let at = 0; at < box.length; at += 1) {
    if (((box[at] as Bits) & ~(by[at] as Bits)) === 0n) continue;
    if (differing >= 0) return undefined;
    differing = at;
  }
  if (differing < 0) return undefined;
  const union = (box[differing] as Bits) | (by[differing] as Bits);
  return union === box[differing] ? undefined : withBits(box, differing, union);
}

/** Narrow boxes first. */
function byWidth(one: Box, other: Box): number {
  return widthOf(one) - widthOf(other);
}

function widthOf(box: Box): number {
  let width = 0;
  for (const bits of box) width += Math.log2(Number(countBits(bits)) + 1);
  return width;
}

function countBits(bits: Bits): number {
  let count = 0;
  for (let rest = bits; rest !== 0n; rest &= rest - 1n) count += 1;
  return count;
}

/**
 * The box less what lies outside of it in one dimension only: for each of the others that covers it in every dimension but
 * one, its part of that dimension; with `dimensions` only in those. Nothing if nothing is left.
 */
export function shrink(
  box: Box,
  others: readonly Box[],
  dimensions?: readonly number[],
): Box | undefined {
  let current = box;
  for (let changed = true; changed; ) {
    changed = false;
    for (const other of others) {
      let open = -1;
      let count = 0;
      for (let at = 0; at < current.length && count < 2; at += 1)
        if (((current[at] as Bits) & ~(other[at] as Bits)) !== 0n) {
          open = at;
          count += 1;
        }
      if (count === 0) return undefined;
      if (count > 1 || dimensions?.includes(open) === false) continue;
      const left = (current[open] as Bits) & ~(other[open] as Bits);
      if (left === current[open]) continue;
      current = withBits(current, open, left);
      changed = true;
    }
  }
  return current;
}
