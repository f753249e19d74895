import { expect, test } from "vitest";
import { TestOrder } from "./test-order.mjs";

const measured = (milliseconds: number, steps: number, ...hits: number[]) => ({
  name: "",
  file: "",
  milliseconds,
  steps,
  hits,
});
const mutant = (id: number, file = "a.ts") => ({ id, file, line: 1, from: "", to: "" });
const placesOf = (order: TestOrder, id: number, file?: string) =>
  order.testsOf(mutant(id, file)).map(({ at }) => at);

test("tests that do not reach a mutant are left out, but for those of what runs as the modules load", () => {
  const order = new TestOrder({ atLoad: [7], tests: [measured(1, 10, 1), measured(2, 10, 2)] });
  expect(placesOf(order, 1)).toEqual([0]);
  expect(placesOf(order, 2)).toEqual([1]);
  expect(placesOf(order, 3)).toEqual([]);
  expect(placesOf(order, 7)).toEqual([0, 1]);
});

test("the quickest test comes first, and later one that noticed others of the file", () => {
  const order = new TestOrder({ atLoad: [], tests: [measured(5, 10, 1), measured(20, 10, 1)] });
  expect(placesOf(order, 1)).toEqual([0, 1]);
  for (let count = 0; count < 20; count += 1) order.learn(mutant(1), order.testsOf(mutant(1)), 1);
  expect(placesOf(order, 1)).toEqual([1, 0]);
  expect(placesOf(order, 1, "b.ts")).toEqual([1, 0]);
});

test("the tests of one mutant stay within the time that they may take", () => {
  const order = new TestOrder({
    atLoad: [],
    tests: [measured(1_000, 1, 1), measured(1_600, 1, 1), measured(1_400, 1, 1)],
  });
  expect(placesOf(order, 1)).toEqual([0, 2]);
});
