import { expect, test } from "vitest";
import { checkClaim } from "#testing/reach/claims";
import { brokenLaws, checkComparison } from "#testing/reach/comparisons";

const indexes = (count: number) => Array.from({ length: count }, (_, index) => index);

test("the order of statements is free, an Allow takes nothing away, a Deny gives nothing, and nothing differs from itself", () => {
  expect(indexes(6).flatMap((index) => brokenLaws(2026, index))).toEqual([]);
});

test("a request is gained or lost exactly if authorize decides it differently before and after an edit", () => {
  const tallies = indexes(16).map((index) => checkComparison(2026, index, 30));
  expect(tallies.flatMap(({ faults }) => faults)).toEqual([]);
  expect(tallies.reduce((sum, { differing }) => sum + differing, 0)).toBeGreaterThan(20);
});

test("a claim is refuted by a request that breaks it, and no request breaks one that is proved", () => {
  const tallies = indexes(30).map((index) => checkClaim(2026, index, 30));
  expect(tallies.flatMap(({ faults }) => faults)).toEqual([]);
  const sum = (result: "proved" | "refuted") => tallies.reduce((all, one) => all + one[result], 0);
  expect(sum("proved")).toBeGreaterThan(8);
  expect(sum("refuted")).toBeGreaterThan(4);
});
