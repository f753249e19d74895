import fc from "fast-check";
import { expect, it } from "vitest";
import { scenarioWithStatesArbitrary } from "#testing/arbitrary";
import { withPresetShape } from "./preset-shape.ts";
import { exampleAccounts, presets } from "./presets.ts";
import type { Scenario } from "./scenario.ts";
import { validateScenario } from "./validate.ts";

const pairs = presets.flatMap((from) => presets.map((to) => [from.id, to.id, from, to] as const));

it.each(pairs)("from the example %s, %s gives its own example", (_, __, from, to) => {
  expect(withPresetShape(from.scenario, to)).toEqual(to.scenario);
});

const accountsOf = ({ platform, targets }: Scenario) => [
  platform.account,
  ...targets.map(({ account }) => account),
];
const errorsOf = (scenario: Scenario) =>
  validateScenario(scenario).filter(({ severity }) => severity === "error");

const anyPreset = fc.constantFrom(...presets);

it("keeps the platform, and names no account that is neither the user’s nor an example", () => {
  fc.assert(
    fc.property(scenarioWithStatesArbitrary(), anyPreset, (scenario, preset) => {
      const after = withPresetShape(scenario, preset);
      expect(after.platform).toEqual(scenario.platform);
      expect(after.partition).toBe(scenario.partition);
      const known = new Set([...accountsOf(scenario), ...exampleAccounts]);
      expect(accountsOf(after).filter((account) => !known.has(account))).toEqual([]);
      const { organizationId, externalId } = scenario.guards;
      expect(after.guards).toMatchObject({ organizationId, externalId });
    }),
  );
});

it("keeps every named key of another account, with account and role, where the shape is about another account", () => {
  const preset = presets.find(({ id }) => id === "cross-account") ?? presets[0];
  const placesOf = ({ targets, platform }: Scenario) =>
    targets
      .filter(({ account }) => account !== platform.account && !exampleAccounts.includes(account))
      .flatMap(({ account, role, keys }) =>
        keys.flatMap(({ type, region, naming }) =>
          type !== "aws-managed" && naming.by === "alias"
            ? [`${account} ${role} ${region} ${naming.alias}`]
            : [],
        ),
      );
  fc.assert(
    fc.property(scenarioWithStatesArbitrary(), (scenario) => {
      const after = placesOf(withPresetShape(scenario, preset));
      expect(after).toEqual(expect.arrayContaining(placesOf(scenario)));
    }),
  );
});

it("makes no valid answers invalid", () => {
  fc.assert(
    fc.property(scenarioWithStatesArbitrary(), anyPreset, (scenario, preset) => {
      const after = withPresetShape(scenario, preset);
      if (errorsOf(scenario).length === 0) expect(errorsOf(after)).toEqual([]);
    }),
  );
});
