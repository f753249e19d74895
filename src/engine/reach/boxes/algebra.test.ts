import { describe, expect, test } from "vitest";
import { Budget } from "../budget.ts";
import {
  type Box,
  isCovered,
  isEmpty,
  isWithin,
  meet,
  meets,
  outside,
  shrink,
  simplify,
  withBits,
  withoutContained,
} from "./algebra.ts";
import { allBits, bit, bitsWhere, firstMember, hasBit, members } from "./bits.ts";

// Small universes: a box is compared with the list of its points.
const sizes = [3, 2, 3];
const order = [2, 0, 1];
const steps = () => new Budget(10_000);

const universe: readonly (readonly number[])[] = sizes.reduce<number[][]>(
  (points, size) => points.flatMap((point) => [...Array(size).keys()].map((at) => [...point, at])),
  [[]],
);
const includes = (box: Box, point: readonly number[]) =>
  point.every((at, dimension) => ((box[dimension] ?? 0n) >> BigInt(at)) % 2n === 1n);
/** The points of some boxes that are in none of the others. */
const pointsOf = (boxes: readonly Box[], others: readonly Box[] = []) =>
  universe
    .filter((point) => boxes.some((box) => includes(box, point)))
    .filter((point) => !others.some((box) => includes(box, point)))
    .map((point) => point.join(""));

/** Always the same boxes, none of them empty. */
const boxesFor = (seed: number, count: number): Box[] => {
  let state = seed * 7919 + 17;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  return Array.from({ length: count }, () => sizes.map((size) => BigInt(1 + next(2 ** size - 1))));
};
const seeds = [...Array(120).keys()];
const texts = (boxes: readonly Box[]) =>
  boxes.map((box) => box.map((bits) => bits.toString(2)).join(" "));
const read = (text: string): Box => text.split(" ").map((bits) => BigInt(`0b${bits}`));

describe("boxes against their points", () => {
  test("what two boxes have in common, and whether one is within the other", () => {
    for (const seed of seeds) {
      const [one = [], other = []] = boxesFor(seed, 2);
      const common = pointsOf([one]).filter((point) => pointsOf([other]).includes(point));
      const both = meet(one, other);
      expect(both ? pointsOf([both]) : []).toEqual(common);
      expect(both === undefined).toBe(common.length === 0);
      expect(meets(one, other)).toBe(common.length > 0);
      expect(isWithin(one, other)).toBe(common.length === pointsOf([one]).length);
    }
  });

  test.each([
    ["1 1 1", false],
    ["0 1 1", true],
    ["1 1 0", true],
  ])("%s is empty: %s", (box, empty) => {
    expect(isEmpty(read(box))).toBe(empty);
  });

  test("another set in one dimension leaves the box itself alone", () => {
    const box = read("1 1 1");
    expect(texts([withBits(box, 1, 2n), box])).toEqual(["1 10 1", "1 1 1"]);
  });

  test("what lies outside of other boxes comes in parts that do not overlap", () => {
    for (const seed of seeds) {
      const [box = [], ...others] = boxesFor(seed, 1 + (seed % 5));
      const parts = [...outside(box, others, order, steps())];
      expect(parts.flatMap((part) => pointsOf([part])).sort()).toEqual(pointsOf([box], others));
      expect(isCovered(box, others, order, steps())).toBe(pointsOf([box], others).length === 0);
    }
  });

  test("no box that another one contains is left, and every other one is", () => {
    for (const seed of seeds) {
      const boxes = boxesFor(seed, 6);
      const kept = withoutContained(boxes, steps());
      const largest = boxes.filter((box) =>
        boxes.every((other) => !isWithin(box, other) || isWithin(other, box)),
      );
      expect(texts(kept).sort()).toEqual([...new Set(texts(largest))].sort());
    }
  });

  test("simpler boxes hold the same points, none can be wider by another, and none is covered by the others", () => {
    for (const seed of seeds) {
      const boxes = boxesFor(seed, 2 + (seed % 6));
      const simple = simplify(boxes, order, steps());
      expect(pointsOf(simple)).toEqual(pointsOf(boxes));
      for (const box of simple) {
        const others = simple.filter((one) => one !== box);
        expect(pointsOf([box], others).length).toBeGreaterThan(0);
        for (const other of others) {
          const beyond = box.flatMap((bits, at) =>
            (bits & ~(other[at] ?? 0n)) === 0n ? [] : [at],
          );
          const [at = 0] = beyond;
          if (beyond.length === 1) expect(((other[at] ?? 0n) & ~(box[at] ?? 0n)) === 0n).toBe(true);
        }
      }
    }
  });

  test("a smaller box holds the same points outside of the others, and no one of them says more", () => {
    for (const seed of seeds) {
      const [box = [], ...others] = boxesFor(seed, 1 + (seed % 5));
      const small = shrink(box, others);
      expect(pointsOf(small ? [small] : [], others)).toEqual(pointsOf([box], others));
      if (!small) continue;
      expect(isWithin(small, box)).toBe(true);
      for (const other of others)
        for (const at of order) {
          const rest = (small[at] ?? 0n) & ~(other[at] ?? 0n);
          const isSliced = isWithin(withBits(small, at, 0n), other) && rest !== small[at];
          expect(isSliced).toBe(false);
        }
      const inFirst = shrink(box, others, [0]) ?? box;
      expect(texts([withBits(inFirst, 0, 0n)])).toEqual(texts([withBits(box, 0, 0n)]));
    }
  });
});

describe("boxes become fewer and wider", () => {
  const cases: [string, string[], string[]][] = [
    ["nothing stays nothing", [], []],
    ["one stays as it is", ["11 1 101"], ["11 1 101"]],
    ["two that differ in one dimension are one", ["1 11 1", "110 11 1"], ["111 11 1"]],
    [
      "equal but for a second dimension, once the first is joined",
      ["1 1 1", "1 10 1", "10 11 1"],
      ["11 11 1"],
    ],
    [
      "the first within the second but for one dimension",
      ["1 1 1", "10 11 1"],
      ["11 1 1", "10 11 1"],
    ],
    [
      "the second within the first but for one dimension",
      ["1 11 1", "10 1 1"],
      ["1 11 1", "11 1 1"],
    ],
    ["two dimensions apart they stay", ["1 1 1", "10 10 1"], ["1 1 1", "10 10 1"]],
    [
      "what the others cover is left out",
      ["11 1 11", "110 1 110", "10 1 111"],
      ["11 1 11", "110 1 110"],
    ],
    [
      "what became wider makes another one wider",
      ["111 11 100", "10 1 10", "111 10 11"],
      ["111 11 100", "10 11 110", "111 10 111"],
    ],
    [
      "what became wider holds another one",
      ["111 10 100", "10 11 111", "101 10 11"],
      ["111 10 111", "10 11 111"],
    ],
    [
      "what became wider is joined with another one",
      ["101 11 101", "11 11 111", "111 1 101", "100 10 111"],
      ["111 11 101", "11 11 111", "111 10 111"],
    ],
    [
      "of two that could go the narrowest goes",
      ["110 1 111", "101 10 100", "101 11 1", "111 1 1"],
      ["110 1 111", "101 10 101", "101 11 1"],
    ],
    [
      "of three that could go the narrowest goes",
      ["11 11 11", "100 10 110", "111 10 10", "101 11 100"],
      ["11 11 11", "111 10 10", "101 11 100"],
    ],
  ];
  test.each(cases)("%s", (_name, boxes, expected) => {
    expect(texts(simplify(boxes.map(read), order, steps()))).toEqual(expected);
  });
});

describe("out of steps", () => {
  const box = read("111 11 111");
  const corner = read("1 1 1");
  test("nothing more is found outside, and nothing counts as covered", () => {
    expect([...outside(box, [corner], order, new Budget(0))]).toEqual([]);
    expect(isCovered(box, [box], order, new Budget(0))).toBe(false);
    expect(isCovered(box, [box], order, new Budget(1))).toBe(true);
  });
  test("with steps for a part of the search, parts that were found stand", () => {
    const found = [0, 1, 2, 3, 4, 5].map(
      (budget) => [...outside(box, [corner, read("100 1 1")], order, new Budget(budget))].length,
    );
    expect(found).toEqual([0, 0, 1, 3, 4, 4]);
  });
  test("boxes stay as they are, those within others too", () => {
    const boxes = [corner, box, corner];
    expect(withoutContained(boxes, new Budget(0))).toEqual(boxes);
    expect(withoutContained(boxes, new Budget(1))).toEqual(boxes);
    expect(withoutContained(boxes, new Budget(2))).toEqual([box]);
  });
  test("whatever the steps, simpler boxes hold the same points", () => {
    const boxes = boxesFor(5, 6);
    for (let budget = 0; budget < 60; budget += 1)
      expect(pointsOf(simplify(boxes, order, new Budget(budget)))).toEqual(pointsOf(boxes));
  });
});

describe("sets of small numbers", () => {
  test("members, the first of them, and the set of all", () => {
    const cases = [1n, 0b1010n, allBits(4), bit(70) | bit(3), 0n];
    expect(cases.map(members)).toEqual([[0], [1, 3], [0, 1, 2, 3], [3, 70], []]);
    expect(cases.slice(0, 4).map(firstMember)).toEqual([0, 1, 0, 3]);
    expect(firstMember(0n)).toBe(0);
    expect([0, 1, 2, 3].map((at) => hasBit(0b1010n, at))).toEqual([false, true, false, true]);
    expect([allBits(0), allBits(1), allBits(3)]).toEqual([0n, 1n, 7n]);
    expect(bitsWhere(["a", "b", "aa"], (text, at) => text.startsWith("a") && at > 0)).toBe(4n);
  });
});
