import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generate } from "#generator";
import { blankKey, type PlatformNaming, presets, type Scenario } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { organizationOf } from "#testing/organization";
import { examplesOf, sizeOptionsFor } from "./index.ts";

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
    .filter(({ id }) => id.startsWith("platform/identity"))
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

describe("a thousand accounts with five keys each", () => {
  const scenario = organization();

  test("both ways take one policy, and say what they ask and open", () => {
    const offers = sizeOptionsFor(scenario);
    expect(
      offers.map(({ naming, policies, keys, roles }) => [naming.by, policies, keys, roles]),
    ).toEqual([
      ["tag", 1, 5_000, 1_000],
      ["alias", 1, 5_000, 0],
    ]);
    for (const { beyond } of offers) {
      const open = beyond.filter(({ state }) => state === "knowingly-open").map(({ id }) => id);
      expect(open).toContain("unlisted-role/CadoResponseCrossAccountRole");
      expect(open).toContain("unlisted-key/us-east-1");
      expect(open).toContain("stranger-key/us-east-1");
      expect(beyond.map(({ state }) => state)).not.toContain("open");
    }
  });

  test("the organization id shuts strangers out", () => {
    const guarded = { ...scenario, guards: { ...scenario.guards, organizationId: "o-abcde12345" } };
    for (const { beyond } of sizeOptionsFor(guarded))
      for (const { id, state } of beyond)
        if (id.startsWith("stranger-")) expect(state).toBe("refused");
  });
});

test("asks for nothing on keys that the platform role does not use itself", () => {
  const offers = sizeOptionsFor({ ...organization(30), method: "ebs-direct" });
  expect(offers.map(({ keys, roles }) => [keys, roles])).toEqual([
    [0, 30],
    [0, 0],
  ]);
});

test("does not stumble over answers that are half given", () => {
  const { targets, ...scenario } = organization(2);
  expect(sizeOptionsFor({ ...scenario, targets: [] }).map(({ policies }) => policies)).toEqual([
    0, 0,
  ]);
  const [target] = targets;
  if (!target) throw new Error("no target");
  sizeOptionsFor({ ...scenario, targets: [{ ...target, account: "", keys: [blankKey] }] });
});
