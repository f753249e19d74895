import { expect, test } from "vitest";
import { checkClaim } from "#testing/reach/claims";
import { brokenLaws, checkComparison } from "#testing/reach/comparisons";

const indexes = (count: number) => Array.from({ length: count }, (_, index) => index);

test("the order of statements is free, an Allow takes nothing away, a Deny gives nothing, and nothing differs from itself", () => {
  for (const index of indexes(6)) expect(brokenLaws(2026, index)).toEqual([]);
});

test("a request is gained or lost exactly if authorize decides it differently before and after an edit", () => {
  let differing = 0;
  for (const index of indexes(16)) {
    const tally = checkComparison(2026, index, 30);
    expect(tally.faults).toEqual([]);
    differing += tally.differing;
  }
  expect(differing).toBeGreaterThan(20);
});

test("a claim is refuted by a request that breaks it, and no request breaks one that is proved", () => {
  let [proved, refuted] = [0, 0];
  for (const index of indexes(30)) {
    const tally = checkClaim(2026, index, 30);
    expect(tally.faults).toEqual([]);
    proved += tally.proved;
    refuted += tally.refuted;
  }
  expect(proved).toBeGreaterThan(8);
  expect(refuted).toBeGreaterThan(4);
});
