import { expect, test } from "vitest";
import { compareReach, reach } from "#engine";
import { defaultKey, openedKey, perimeters } from "#testing/reach/large-questions";

test("five Denies of five conditions each make an answer of at most six rows", () => {
  const { allowed, undecided } = reach(perimeters);
  expect(undecided).toEqual([]);
  expect(allowed.length).toBeGreaterThan(0);
  expect(allowed.length).toBeLessThanOrEqual(6);
});

test('"Principal": "*" added to a key policy is answered by who gets in', () => {
  const { gained, lost, undecided } = compareReach(defaultKey, openedKey);
  expect([lost, undecided]).toEqual([[], []]);
  expect(gained.length).toBeGreaterThan(0);
  expect(gained.length).toBeLessThanOrEqual(6);
  const { principal } = gained[0]?.witness.request ?? {};
  expect(principal).toBeDefined();
});
