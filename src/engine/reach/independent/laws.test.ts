import { expect, test } from "vitest";
import { checkClaim } from "#testing/reach/claims";
import { brokenLaws, checkComparison } from "#testing/reach/comparisons";

const indexes = (count: number) => Array.from({ length: count }, (_, index) => index);
/** The part of so many indexes: several quick tests, of which the mutation run asks few for each mutant. */
const within = (part: number, count: number) => indexes(count).map((at) => part * count + at);

test.each(indexes(6))(
  "the order of statements is free, an Allow takes nothing away, a Deny gives nothing, and nothing differs from itself, set %d",
  (index) => {
    expect(brokenLaws(2026, index)).toEqual([]);
  },
);

test.each(indexes(4))(
  "a request is gained or lost exactly if authorize decides it differently before and after an edit, part %d",
  (part) => {
    let differing = 0;
    for (const index of within(part, 4)) {
      const tally = checkComparison(2026, index, 30);
      expect(tally.faults).toEqual([]);
      differing += tally.differing;
    }
    expect(differing).toBeGreaterThan(2);
  },
);

/** What the claims of one test come to, which are decided once. */
const claims = new Map<number, { proved: number; refuted: number }>();
function claimsOf(part: number) {
  const known = claims.get(part);
  if (known) return known;
  const sum = { proved: 0, refuted: 0 };
  for (const index of within(part, 5)) {
    const tally = checkClaim(2026, index, 30);
    expect(tally.faults).toEqual([]);
    sum.proved += tally.proved;
    sum.refuted += tally.refuted;
  }
  claims.set(part, sum);
  return sum;
}

test.each(indexes(6))(
  "a claim is refuted by a request that breaks it, and no request breaks one that is proved, part %d",
  (part) => {
    const { proved, refuted } = claimsOf(part);
    expect(proved + refuted).toBeGreaterThan(0);
  },
);

test("of these claims many are proved, many refuted", () => {
  const total = (name: "proved" | "refuted") =>
    indexes(6).reduce((sum, part) => sum + claimsOf(part)[name], 0);
  expect(total("proved")).toBeGreaterThan(8);
  expect(total("refuted")).toBeGreaterThan(4);
});
