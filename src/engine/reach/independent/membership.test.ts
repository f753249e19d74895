import { describe, expect, test } from "vitest";
import { type Cell, type Reach, type ReachQuestion, reach } from "#engine";
import { checkMembership } from "#testing/reach/membership";

/** `npm run crosscheck` does the same for 20,000 sets and other seeds. */
const sets = 400;
/** So many of them are one test: the mutation run asks few of them for each mutant. */
const setsOfTest = 25;

const indexes = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The counts of one test's sets, which are decided once. */
const counts = new Map<number, { decisions: number; allowed: number; undecided: number }>();
function countsOf(part: number) {
  const known = counts.get(part);
  if (known) return known;
  const sum = { decisions: 0, allowed: 0, undecided: 0 };
  for (const index of indexes(setsOfTest)) {
    const one = checkMembership(2026, part * setsOfTest + index, 50);
    expect(one.faults).toEqual([]);
    sum.decisions += one.decisions;
    sum.allowed += one.allowed;
    sum.undecided += one.undecided;
  }
  counts.set(part, sum);
  return sum;
}

/** Whether one of the first sets has a fault. */
function hasFault(count: number, ask: (question: ReachQuestion) => Reach): boolean {
  return indexes(count).some((index) => checkMembership(2026, index, 50, ask).faults.length > 0);
}

describe("reach and authorize, asked about the same random policies", () => {
  const parts = indexes(sets / setsOfTest);

  test.each(parts)(
    "a request is in an allowed cell exactly if authorize allows it, part %d",
    (part) => {
      expect(countsOf(part).decisions).toBeGreaterThanOrEqual(50 * setsOfTest);
    },
  );

  test("a quarter of the requests is allowed, hardly any is not decided", () => {
    const total = (name: "decisions" | "allowed" | "undecided") =>
      parts.reduce((sum, part) => sum + countsOf(part)[name], 0);
    expect(total("allowed") / total("decisions")).toBeGreaterThan(0.25);
    expect(total("undecided") / total("decisions")).toBeLessThan(0.001);
  });
});

describe("the comparison itself notices", () => {
  const few = 16;

  test("an answer without one of its cells", () => {
    const shorter = (question: ReachQuestion) => {
      const found = reach(question);
      return { ...found, allowed: found.allowed.slice(1) };
    };
    expect(hasFault(few, shorter)).toBe(true);
  });

  test("cells that leave one of the values of a condition key out", () => {
    const narrower = (question: ReachQuestion) => {
      const found = reach(question);
      return { ...found, allowed: found.allowed.map(withoutOneClass) };
    };
    expect(hasFault(few, narrower)).toBe(true);
  });

  test("cells that forget their exceptions or a condition", () => {
    const wider = (question: ReachQuestion) => {
      const found = reach(question);
      return {
        ...found,
        allowed: found.allowed.map((cell) => ({ ...cell, except: [], context: {} })),
      };
    };
    expect(hasFault(few, wider)).toBe(true);
  });
});

/** The cell as it would be if one class of a key's values had no example: that class is in no cell. */
function withoutOneClass(cell: Cell): Cell {
  const context = Object.entries(cell.context).map(([key, { anyOf }]) => [
    key,
    { anyOf: anyOf.slice(1) },
  ]);
  return { ...cell, context: Object.fromEntries(context) };
}
