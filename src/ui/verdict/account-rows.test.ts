import { describe, expect, test } from "vitest";
import type { Summary } from "#acquisition";
import { presets } from "#scenario";
import { organizationOf } from "#testing/organization";
import type { AccountVerdict } from "#verdict";
import { hasProblem, rowsOf, stateOfRow } from "./account-rows.ts";

const { targets } = organizationOf(presets[0].scenario, 2, 1);
const good: Summary = {
  works: "works",
  stepsWorking: 3,
  steps: 3,
  withheld: 0,
  abuses: 9,
  abusesRefused: 9,
  knowinglyOpen: 0,
  open: 0,
  blocked: 0,
  text: "",
};
const part = (partId: string, change: Partial<Summary> = {}): AccountVerdict => ({
  partId,
  summary: { ...good, ...change },
  found: [],
});
const row = (one: AccountVerdict, ignored = {}) => {
  const [only] = rowsOf([one], targets, "111111111111", ignored);
  if (!only) throw new Error("no row");
  return only;
};

test("each account is found by its id, name and role, also the platform’s account", () => {
  const named = targets.map((target) => ({ ...target, name: "Payments" }));
  const rows = rowsOf([part("t2"), part("platform")], named, "111111111111", {});
  expect(rows.map(({ account, name, text }) => [account, name, text])).toEqual([
    [
      "200000000001",
      "Payments · CadoResponseCrossAccountRole",
      "200000000001 payments · cadoresponsecrossaccountrole",
    ],
    [
      "111111111111",
      "platform role and temporary keys",
      "111111111111 platform role and temporary keys",
    ],
  ]);
});

describe("the state of an account", () => {
  test.each<[change: Partial<Summary>, broken: boolean, tone: string, words: string]>([
    [{}, false, "good", "works: 3 of 3 steps"],
    [{ steps: 0, stepsWorking: 0 }, false, "good", "nothing to import"],
    [{ works: "stops", stepsWorking: 1 }, true, "bad", "stops: 1 of 3 steps"],
    [{ works: "unknown" }, true, "open", "not decided"],
    [{ works: "unknown", open: 1 }, true, "bad", "not decided, 1 abuse open"],
    [{ works: "empty" }, false, "open", "nothing to check"],
    [{ works: "stops-by-answer" }, false, "caution", "stops because you withhold CreateGrant"],
    [{ open: 2 }, true, "bad", "works: 3 of 3 steps, 2 abuses open"],
    [{ blocked: 1 }, true, "bad", "works: 3 of 3 steps, a required permission is blocked"],
    [
      { knowinglyOpen: 1 },
      false,
      "caution",
      "works: 3 of 3 steps, 1 abuse left open by your answers",
    ],
    [
      { knowinglyOpen: 4 },
      false,
      "caution",
      "works: 3 of 3 steps, 4 abuses left open by your answers",
    ],
  ])("%j", (change, broken, tone, words) => {
    const one = row(part("t1", change));
    expect({ broken: hasProblem(one), ...stateOfRow(one) }).toEqual({ broken, tone, words });
  });

  test("errors in the text count unless they are ignored; warnings do not count", () => {
    const found = (rule: string, severity: "error" | "warning", count: number) =>
      ({ documentId: "t1/trust", rule, severity, count }) as const;
    const one: AccountVerdict = {
      ...part("t1"),
      found: [found("a", "error", 2), found("b", "error", 1), found("c", "warning", 5)],
    };
    expect(row(one).errors).toBe(3);
    const left = row(one, { "t1/trust": ["a"] });
    expect(stateOfRow(left)).toEqual({
      tone: "bad",
      words: "works: 3 of 3 steps, 1 error in the text",
    });
    expect(hasProblem(row(one, { "t1/trust": ["a", "b"] }))).toBe(false);
  });
});
