import { expect, test } from "vitest";
import { randomClaim } from "#testing/policy-sets/claims";
import { randomQuestion } from "#testing/policy-sets/questions";
import { randomFor } from "#testing/random";
import { compareReach } from "./compare.ts";
import { holdsWhateverElse } from "./holds.ts";
import { reach } from "./reach.ts";
import { createReachCache } from "./reach-cache.ts";
import type { ReachQuestion } from "./types.ts";

/** The question with other statements: each list of them is changed. */
function edited(question: ReachQuestion, edit: (statements: unknown[]) => unknown[]) {
  return JSON.parse(JSON.stringify(question), (name, value) =>
    name === "Statement" ? edit([value].flat()) : value,
  ) as ReachQuestion;
}

const named = (name: string) => (statements: unknown[]) =>
  statements.map((one, at) => (typeof one === "object" ? { ...one, Sid: `${name}${at}` } : one));

test("an answer from a cache is the answer without one, after each edit", () => {
  const cache = createReachCache();
  for (let index = 0; index < 40; index += 1) {
    const random = randomFor(11, index);
    const { question, subject } = randomQuestion(random, "one-caller");
    const claims = [randomClaim(random, subject), randomClaim(random, subject)];
    const first: ReachQuestion = { ...question, cells: "first" };
    const versions = [
      first,
      edited(first, named("Before")),
      edited(first, named("After")),
      edited(first, (statements) => statements.toReversed()),
      edited(first, (statements) => statements.slice(1)),
      first,
    ];
    const withoutCache = new Map(
      [...new Set(versions)].map((version) => [
        version,
        [holdsWhateverElse(claims, version), reach(version), compareReach(first, version)],
      ]),
    );
    for (const version of versions)
      expect([
        holdsWhateverElse(claims, version, cache),
        reach(version, cache),
        compareReach(first, version, cache),
      ]).toEqual(withoutCache.get(version));
  }
});
