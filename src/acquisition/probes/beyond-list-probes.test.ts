import { describe, expect, test } from "vitest";
import { generate } from "#generator";
import { type PlatformNaming, presets, type Scenario } from "#scenario";
import { chooseMitigation, runAcquisition, runBeyondList, runProbes } from "../index.ts";

const byTag: PlatformNaming = { by: "tag", tagKey: "forensics", tagValue: "yes" };
const byAlias: PlatformNaming = { by: "alias", aliasPrefix: "alias/forensics-" };

function scenarioWith(
  platformNaming: PlatformNaming,
  organizationId: string,
  method: Scenario["method"] = "create-volume",
): Scenario {
  const preset = presets.find(({ id }) => id === "vendor-default");
  if (!preset) throw new Error("no such preset");
  const { scenario } = preset;
  return {
    ...scenario,
    method,
    crossAccount: "both-roles",
    guards: { ...scenario.guards, organizationId },
    platformNaming,
  };
}

function states(scenario: Scenario): readonly string[] {
  return runBeyondList(scenario, generate(scenario)).map(
    ({ id, state, mitigation }) => `${id} ${state}${mitigation ? ` ${mitigation.id}` : ""}`,
  );
}

const role = "CadoResponseCrossAccountRole";
const region = "us-east-1";

describe("what the platform role reaches beyond the list", () => {
  test.each([
    [
      "by tag",
      byTag,
      "",
      [
        `untagged-role/${role} refused`,
        `unlisted-role/${role} knowingly-open name-each`,
        `stranger-role/${role} knowingly-open organization-id`,
        `unlisted-key/${region} knowingly-open name-each`,
        `stranger-key/${region} knowingly-open organization-id`,
        `platform-account-key/${region} refused`,
      ],
    ],
    [
      "by tag, in the organization",
      byTag,
      "o-abcde12345",
      [
        `untagged-role/${role} refused`,
        `unlisted-role/${role} knowingly-open name-each`,
        `stranger-role/${role} refused`,
        `unlisted-key/${region} knowingly-open name-each`,
        `stranger-key/${region} refused`,
        `platform-account-key/${region} refused`,
      ],
    ],
    [
      "by alias",
      byAlias,
      "o-abcde12345",
      [
        `unlisted-role/${role} knowingly-open name-each`,
        `stranger-role/${role} refused`,
        `unlisted-key/${region} knowingly-open name-each`,
        `stranger-key/${region} refused`,
        `platform-account-key/${region} refused`,
      ],
    ],
  ] as const)("%s", (_, naming, organizationId, expected) => {
    expect(states(scenarioWith(naming, organizationId))).toEqual(expected);
  });

  test("only roles where the platform role uses no key itself", () => {
    expect(states(scenarioWith(byAlias, "", "ebs-direct"))).toEqual([
      `unlisted-role/${role} knowingly-open name-each`,
      `stranger-role/${role} knowingly-open organization-id`,
    ]);
  });

  test("nothing where each key and role is named, which the mitigation leads to", () => {
    const scenario = chooseMitigation(scenarioWith(byTag, ""), "name-each");
    expect(scenario).not.toHaveProperty("platformNaming");
    expect(states(scenario)).toEqual([]);
  });

  test("a key of a listed account without tag or alias stays out of reach", () => {
    for (const naming of [byTag, byAlias]) {
      const scenario = scenarioWith(naming, "");
      const probes = runProbes(scenario, generate(scenario));
      const other = probes.filter(({ kind, partId }) => kind === "other-key" && partId === "t1");
      expect(other.map(({ state }) => state)).toEqual(other.map(() => "refused"));
      expect(other.length).toBeGreaterThan(1);
    }
  });

  test("the import needs the tag: without it in the policy’s words the run stops", () => {
    const scenario = scenarioWith(byTag, "");
    const documents = generate({ ...scenario, platformNaming: { ...byTag, tagValue: "no" } });
    const broken = runAcquisition(scenario, documents).filter(({ state }) => state === "broken");
    expect(broken.map(({ operation }) => operation)).toEqual([
      "sts:AssumeRole",
      "ec2:CopySnapshot",
    ]);
  });
});
