import { expect, test } from "vitest";
import { allServices } from "#policy/services";
import { explainedRules } from "./explained-rules.ts";
import { createLinter } from "./linter.ts";
import { rules } from "./rules.ts";

const linter = createLinter(allServices);

test("the page of each rule has something to mark in its example", () => {
  const nothingFound = rules.filter(({ id }) => explainedRules(linter, id).found.length === 0);
  expect(nothingFound.map(({ id }) => id)).toEqual([]);
});

test("the page of a rule that there is not has all rules, and can be sent to another thread", () => {
  const sent = structuredClone(explainedRules(linter, "__proto__"));
  expect(sent.found).toEqual([]);
  expect(sent.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
});
