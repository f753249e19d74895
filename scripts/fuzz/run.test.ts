import { expect, test } from "vitest";
import { createFuzz, fuzzOf } from "./run.ts";
import type { Target } from "./targets.ts";

test("a short run finds nothing, and most of its inputs are valid ones with changes", async () => {
  const { run } = await createFuzz(2);
  const { tallies, failures } = await run({ seed: 1, first: 0, count: 300 });
  expect(failures).toEqual([]);
  const sum = (of: "inputs" | "changed" | "changedAndRead") =>
    tallies.reduce((total, tally) => total + tally[of], 0);
  expect(sum("inputs")).toBe(300);
  expect(sum("changed")).toBeGreaterThan(150);
  expect(sum("changedAndRead")).toBeGreaterThan(75);
});

const targetOf = (answer: Target<{ at: number }>["answer"]): Target =>
  ({
    name: "numbers",
    share: 1,
    make: (random) => ({ input: { at: random.below(100) }, from: "valid" }),
    answer,
  }) satisfies Target<{ at: number }> as unknown as Target;

let calls = 0;
const counted = () => {
  calls += 1;
  return calls;
};
const faults: readonly [string, Target<{ at: number }>["answer"], RegExp][] = [
  ["throws", () => JSON.parse("{"), /SyntaxError/],
  [
    "changes its input",
    (input) => ({ value: Object.assign(input, { at: 1 }), isRead: true }),
    /read only/,
  ],
  ["answers in two ways", () => ({ value: counted(), isRead: true }), /two answers at once/],
  [
    "answers by what it was asked before",
    () => ({ value: Math.ceil(counted() / 2), isRead: true }),
    /another answer after the next input/,
  ],
];
test.each(faults)(
  "a target that %s fails, with its seed, index and input",
  async (_, answer, problem) => {
    const { run, inputAt } = fuzzOf([targetOf(answer)]);
    calls = 0;
    const { failures } = await run({ seed: 3, first: 0, count: 8 });
    expect(failures[0]?.problem).toMatch(problem);
    expect(failures[0]?.input).toEqual(inputAt(3, failures[0]?.index ?? -1).input);
  },
);
