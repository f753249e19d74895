import { describe, expect, test } from "vitest";
import { type Cell, type Reach, type ReachQuestion, reach } from "#engine";
import { checkMembership, type MembershipTally } from "#testing/reach/membership";

/** `npm run crosscheck` does the same for 20,000 sets and other seeds. */
const sets = 400;

function tallyOf(count: number, ask?: (question: ReachQuestion) => Reach): MembershipTally {
  const sum: MembershipTally = { ...checkMembership(2026, 0, 50, ask) };
  for (let index = 1; index < count; index += 1) {
    const one = checkMembership(2026, index, 50, ask);
    sum.sets += one.sets;
    sum.decisions += one.decisions;
    sum.allowed += one.allowed;
    sum.undecided += one.undecided;
    sum.faults.push(...one.faults);
  }
  return sum;
}

describe("reach and authorize, asked about the same random policies", () => {
  test("a request is in an allowed cell exactly if authorize allows it", () => {
    const { faults, decisions, allowed, undecided } = tallyOf(sets);
    expect(faults).toEqual([]);
    expect(decisions).toBeGreaterThanOrEqual(50 * sets);
    expect(allowed / decisions).toBeGreaterThan(0.25);
    expect(undecided / decisions).toBeLessThan(0.001);
  });
});

describe("the comparison itself notices", () => {
  const few = 16;

  test("an answer without one of its cells", () => {
    const shorter = (question: ReachQuestion) => {
      const found = reach(question);
      return { ...found, allowed: found.allowed.slice(1) };
    };
    expect(tallyOf(few, shorter).faults).not.toEqual([]);
  });

  test("cells that leave one of the values of a condition key out", () => {
    const narrower = (question: ReachQuestion) => {
      const found = reach(question);
      return { ...found, allowed: found.allowed.map(withoutOneClass) };
    };
    expect(tallyOf(few, narrower).faults).not.toEqual([]);
  });

  test("cells that forget their exceptions or a condition", () => {
    const wider = (question: ReachQuestion) => {
      const found = reach(question);
      return {
        ...found,
        allowed: found.allowed.map((cell) => ({ ...cell, except: [], context: {} })),
      };
    };
    expect(tallyOf(few, wider).faults).not.toEqual([]);
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
