import { expect, test } from "vitest";
import { everyoneThroughEc2, exampleKeyArn, resourcePolicyAlone } from "#testing/reach/example-key";
import { Budget, defaultBudget } from "./budget.ts";
import { reach } from "./reach.ts";
import { createReachCache, idOfText, keep, keptFor } from "./reach-cache.ts";

test("a budget of steps ends with the step after its last one", () => {
  const budget = new Budget(3);
  expect([budget.spend(), budget.spend(2), budget.isSpent]).toEqual([true, true, false]);
  expect([budget.spend(), budget.isSpent, budget.spend(0)]).toEqual([false, true, false]);
});

const budgets: [name: string, steps: unknown, expected: number][] = [
  ["a number", 5, 5],
  ["no step", 0, 0],
  ["part of a step", 0.5, 0],
  ["fewer than none", -1, defaultBudget],
  ["no number", Number.NaN, defaultBudget],
  ["a text", "5", defaultBudget],
  ["nothing", undefined, defaultBudget],
  ["null", null, defaultBudget],
];

test("how many steps a budget has", () => {
  for (const [name, steps, expected] of budgets) {
    const isEnough = [expected, expected + 1].map((taken) => new Budget(steps).spend(taken));
    expect([name, isEnough]).toEqual([name, [true, false]]);
  }
});

test("a value from the cache costs as many steps as making it", () => {
  const cache = createReachCache();
  const remembered = (steps: number, made: object) => {
    const budget = new Budget(steps, cache);
    const value = budget.remembered(
      () => "value",
      () => {
        budget.spend(4);
        return made;
      },
    );
    return { value, isLeft: budget.spend(0), isOneMore: budget.spend() };
  };
  const first = {};
  const second = {};
  // The budget ends in the middle: a value that may be incomplete is not kept.
  expect(remembered(3, second)).toEqual({ value: second, isLeft: false, isOneMore: false });
  expect(remembered(4, first).value).toBe(first);
  expect(remembered(4, second)).toEqual({ value: first, isLeft: true, isOneMore: false });
  expect(remembered(4, second).value).toBe(first);
  expect(remembered(5, second)).toEqual({ value: first, isLeft: true, isOneMore: true });
  // Too few steps for what the value cost: it is made again, until the budget ends.
  const third = remembered(3, second);
  expect([third.value === second, third.isLeft]).toEqual([true, false]);
  expect(remembered(9, second).value).toBe(first);
});

test("without a cache nothing is remembered but what is made of one object", () => {
  const budget = new Budget(9);
  const make = () => ({});
  const key = () => "value";
  const first = budget.remembered(key, make);
  expect(budget.remembered(key, make) === first).toBe(false);
  const values = [{}];
  const of = () => budget.rememberedOf("pair", values, key, make);
  const pair = of();
  expect(of() === pair).toBe(false);
  expect(budget.nameOf("a text")).toBe("a text");
  const made: number[] = [];
  const ofObject = (object: object) =>
    budget.ofObject(object, () => {
      made.push(made.length);
      return undefined;
    });
  const [one, other] = [{}, {}];
  for (const object of [one, one, other, one]) ofObject(object);
  expect(made).toEqual([0, 1]);
});

test("a value that depends on others from the cache is kept for these alone", () => {
  const cache = createReachCache();
  const budget = new Budget(99, cache);
  const kept = (name: string) =>
    budget.remembered(
      () => name,
      () => ({ name }),
    );
  const [one, other] = [kept("one"), kept("other")];
  const made: string[] = [];
  const of = (what: string, values: object[], more: string) =>
    budget.rememberedOf(
      what,
      values,
      () => more,
      () => {
        made.push(more);
        return {};
      },
    );
  const first = of("pair", [one, other], "more");
  expect(of("pair", [one, other], "more")).toBe(first);
  const others = [
    of("pair", [other, one], "more"),
    of("pair", [one], "more"),
    of("pair", [one, other], "less"),
    of("other pair", [one, other], "more"),
    of("pair", [one, {}], "more"),
    of("pair", [one, {}], "more"),
  ];
  expect(made).toHaveLength(7);
  expect(others.includes(first)).toBe(false);
});

test("texts have numbers of their own, which stay", () => {
  const cache = createReachCache();
  const budget = new Budget(9, cache);
  const [one, other] = [budget.nameOf("one"), budget.nameOf("other")];
  expect(typeof one).toBe("number");
  expect(one === other).toBe(false);
  const value = budget.remembered(
    () => "value",
    () => ({}),
  );
  const third = budget.nameOf("third");
  expect(new Set([one, other, cache.ids.get(value), third]).size).toBe(4);
  expect([budget.nameOf("one"), idOfText(cache, "other")]).toEqual([one, other]);
});

test("a cache forgets texts once it knows too many, and gives their numbers to no other text", () => {
  const cache = createReachCache();
  const first = idOfText(cache, "first");
  for (let at = 0; at < 19_999; at += 1) idOfText(cache, `text ${at}`);
  expect(idOfText(cache, "first")).toBe(first);
  expect(cache.textIds.size).toBe(20_000);
  const last = idOfText(cache, "last");
  expect(cache.textIds.size).toBe(1);
  expect(idOfText(cache, "last")).toBe(last);
  expect(new Set([first, last, idOfText(cache, "first")]).size).toBe(3);
});

test("a cache keeps what was asked for last, and at most so many values", () => {
  const cache = createReachCache(4);
  const nameOf = (name: string) => keptFor(cache, name)?.value;
  const values = ["a", "b", "c"].map((name) => ({ name }));
  for (const value of values) keep(cache, value.name, { value, steps: 1 });
  // Two values are a half: with the third the first two are those from before.
  expect([...cache.entries.keys(), "|", ...cache.earlier.keys()]).toEqual(["c", "|", "a", "b"]);
  expect(nameOf("a")).toBe(values[0]);
  expect([...cache.entries.keys()]).toEqual(["c", "a"]);
  expect(nameOf("a")).toBe(values[0]);
  expect([...cache.entries.keys(), "|", ...cache.earlier.keys()]).toEqual([
    "c",
    "a",
    "|",
    "a",
    "b",
  ]);
  keep(cache, "d", { value: {}, steps: 1 });
  expect([...cache.entries.keys(), "|", ...cache.earlier.keys()]).toEqual(["d", "|", "c", "a"]);
  expect(nameOf("b")).toBeUndefined();
  expect([...cache.entries.keys()]).toEqual(["d"]);
  expect(nameOf("c")).toBe(values[2]);
});

test("statements are read once for a cache, also where other statements are edited", () => {
  const statement = () => JSON.parse(JSON.stringify(everyoneThroughEc2));
  const cache = createReachCache();
  const read = () =>
    cache.authorizer.documentOf({ Version: "2012-10-17", Statement: [statement()] }).allows[0];
  expect(read()).toBeDefined();
  expect(read()).toBe(read());
});

test("an answer ends with its budget and says so; more steps change only what was not decided", () => {
  const question = { ...resourcePolicyAlone(exampleKeyArn, everyoneThroughEc2) };
  const whole = reach(question);
  expect(whole.undecided).toEqual([]);
  const counts = [0, 1, 20, defaultBudget].map((budget) => {
    const { allowed, undecided } = reach({ ...question, budget });
    return [allowed.length, ...undecided.map(({ why }) => why)];
  });
  expect(counts).toEqual([
    [0, "the budget was used up"],
    [0, "the budget was used up"],
    [0, "the budget was used up"],
    [whole.allowed.length],
  ]);
  // The price is the same with a cache that knows the answer's parts.
  const cache = createReachCache();
  const answers = (kept?: typeof cache) =>
    [30, 60, 90, 120, 150, 200, 300].map((budget) => reach({ ...question, budget }, kept));
  const without = answers();
  expect([answers(cache), answers(cache)]).toEqual([without, without]);
});
