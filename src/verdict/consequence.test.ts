import fc from "fast-check";
import { expect, it } from "vitest";
import { defaultScenario, presets } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { consequenceOf } from "./consequence.ts";

const presetScenario = (id: string) =>
  presets.find((preset) => preset.id === id)?.scenario ?? defaultScenario;

it("of answers that withhold what the method needs: the first withheld step stops, the rest is not reached", () => {
  const scenario = { ...presetScenario("same-account"), createGrant: "withhold" as const };
  const { outcome, steps } = consequenceOf({ scenario });
  expect(outcome).toBe("withheld");
  const at = steps.findIndex(({ state }) => state === "withheld");
  expect(at).toBeGreaterThan(0);
  expect(new Set(steps.slice(at + 1).map(({ state }) => state))).toEqual(new Set(["unreached"]));
});

it("without documents: the import stops at its first step", () => {
  const { outcome, steps } = consequenceOf({ scenario: defaultScenario, documents: [] });
  expect([outcome, steps[0]?.state]).toEqual(["stops", "stops"]);
});

it("of answers without a key: incomplete", () => {
  expect(consequenceOf({ scenario: { ...defaultScenario, targets: [] } }).outcome).toBe(
    "incomplete",
  );
});

it("of a wide and a narrow answer: the same abuses, fewer of them open", () => {
  const open = (guards: Partial<typeof defaultScenario.guards>) =>
    consequenceOf({
      scenario: { ...defaultScenario, guards: { ...defaultScenario.guards, ...guards } },
    }).abuses.flatMap(({ title, isOpen }) => (isOpen ? [title] : []));
  const narrow = open({ viaService: true, encryptionContext: true });
  const wide = open({});
  expect(wide).toEqual(expect.arrayContaining(narrow));
  expect(wide.length).toBeGreaterThan(narrow.length);
});

it("nothing after a step that stops counts as working, for any scenario", () => {
  fc.assert(
    fc.property(scenarioArbitrary(), (scenario) => {
      const { steps, outcome } = consequenceOf({ scenario });
      const at = steps.findIndex(({ state }) => state === "stops" || state === "withheld");
      if (at < 0) expect(["works", "undecided", "incomplete"]).toContain(outcome);
      else expect(steps.slice(at + 1).every(({ state }) => state === "unreached")).toBe(true);
    }),
    { numRuns: 30 },
  );
});
