import { bench, describe } from "vitest";
import { compareReach, createReachCache, reach } from "#engine";
import { askPair } from "#testing/policy-pairs/ask";
import { readPolicyPairs } from "#testing/policy-pairs/policy-pairs";
import {
  defaultKey,
  fourHundredAccounts,
  hundredKeys,
  hundredStatements,
  openedKey,
  perimeters,
} from "#testing/reach/large-questions";

const pairs = readPolicyPairs();
let nextPair = 0;
/** Each pair once. */
const allPairs = { iterations: pairs.length, warmupIterations: 0 };

/** Wanted: a median of at most 8 ms for one request each, 1 s at most, and 3 s for all cells. */
describe("the published pairs", () => {
  bench(
    "whether either of the next pair allows more",
    () => {
      const pair = pairs[nextPair++ % pairs.length];
      if (pair) askPair(pair, "first");
    },
    allPairs,
  );

  bench(
    "all differences of the next pair",
    () => {
      const pair = pairs[nextPair++ % pairs.length];
      if (pair) askPair(pair);
    },
    allPairs,
  );
});

/** Wanted: at most 250 ms. */
describe("who can use each of 100 keys", () => {
  bench("100 questions", () => {
    const cache = createReachCache();
    for (const question of hundredKeys) reach(question, cache);
  });
});

describe("one key policy for many accounts", () => {
  bench("400 accounts in one statement", () => {
    reach(fourHundredAccounts);
  });

  bench("100 statements with an account each", () => {
    reach(hundredStatements);
  });
});

/** Wanted: one answer of at most six rows; `readable.test.ts` counts them. */
describe("five data-perimeter Denies of five conditions", () => {
  bench("one question", () => {
    reach(perimeters);
  });
});

/** Wanted: all the questions of a page within 30 ms after a keystroke. */
describe('an edit that adds "Principal": "*"', () => {
  bench("what it newly allows", () => {
    compareReach(defaultKey, openedKey);
  });
});
