import fc from "fast-check";
import { expect, test } from "vitest";
import { blankKey, type PlatformNaming, presets, type Scenario } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { organizationOf } from "#testing/organization";
import { examplesOf, generate, sizeOptionsFor } from "./index.ts";

/** A thousand accounts with five keys each, whose keys the platform role uses itself. */
function organization(accounts = 1_000): Scenario {
  const preset = presets.find(({ id }) => id === "vendor-default");
  if (!preset) throw new Error("no such preset");
  const both = { ...preset.scenario, crossAccount: "both-roles" } as const;
  const scenario = organizationOf(both, accounts, 5);
  const regions = ["us-east-1", "eu-west-1", "ap-southeast-2"];
  return {
    ...scenario,
    targets: scenario.targets.map((target, at) => ({
      ...target,
      keys: target.keys.map((key, index) => ({ ...key, region: regions[(at + index) % 3] ?? "" })),
    })),
  };
}

const platformPolicy = (scenario: Scenario) =>
  generate(scenario)
    .filter(({ owner, kind }) => owner === "platform" && kind === "identity")
    .map(({ text }) => text);

test("examples of the list give the platform role the same policy", () => {
  const namings: readonly PlatformNaming[] = [
    { by: "tag", tagKey: "dfir", tagValue: "x" },
    { by: "alias", aliasPrefix: "alias/dfir-" },
  ];
  fc.assert(
    fc.property(scenarioArbitrary(), fc.constantFrom(...namings), (scenario, platformNaming) => {
      const named = { ...scenario, platformNaming };
      expect(platformPolicy(examplesOf(named))).toEqual(platformPolicy(named));
    }),
  );
});

test("both options take one policy, and say how many keys and roles they need", () => {
  const options = sizeOptionsFor(organization());
  expect(
    options.map(({ naming, policies, keys, roles }) => [naming.by, policies, keys, roles]),
  ).toEqual([
    ["tag", 1, 5_000, 1_000],
    ["alias", 1, 5_000, 0],
  ]);
});

test("needs nothing on keys that the platform role does not use itself", () => {
  const options = sizeOptionsFor({ ...organization(30), method: "ebs-direct" });
  expect(options.map(({ keys, roles }) => [keys, roles])).toEqual([
    [0, 30],
    [0, 0],
  ]);
});

test("does not throw on answers that are half given", () => {
  const { targets, ...scenario } = organization(2);
  expect(sizeOptionsFor({ ...scenario, targets: [] }).map(({ policies }) => policies)).toEqual([
    0, 0,
  ]);
  const [target] = targets;
  if (!target) throw new Error("no target");
  sizeOptionsFor({ ...scenario, targets: [{ ...target, account: "", keys: [blankKey] }] });
});
